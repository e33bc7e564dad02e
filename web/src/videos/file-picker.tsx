import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { TRANSCRIPT_FILES } from "./files.ts";

type FilePickerProps = {
  class: string;
  /** What a screen reader says of the files. */
  label: string;
  multiple?: boolean;
  onFiles(files: File[]): void;
  children: ComponentChildren;
};

/** A button that opens the browser's choice of transcript files. */
export function FilePicker({
  class: className,
  label,
  multiple = false,
  onFiles,
  children,
}: FilePickerProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" class={className} onClick={() => input.current?.click()}>
        {children}
      </button>
      <input
        ref={input}
        type="file"
        class="visually-hidden"
        tabIndex={-1}
        aria-label={label}
        accept={TRANSCRIPT_FILES}
        multiple={multiple}
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])]);
          // The same file may be chosen again.
          currentTarget.value = "";
        }}
      />
    </>
  );
}
