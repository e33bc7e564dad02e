import { useEffect, useState } from "preact/hooks";
import { usePage } from "../page.ts";
import { Icon } from "../ui/icon.tsx";

const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;

/** Files may be dropped anywhere on the page, and so may links. */
export function DropZone() {
  const { videos } = usePage();
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    let depth = 0;
    const enter = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth++;
      setOver(true);
    };
    const leave = () => {
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const over = (event: DragEvent) => {
      if (hasFiles(event)) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      depth = 0;
      setOver(false);
      if (!event.dataTransfer || !hasFiles(event)) return;
      event.preventDefault();
      void videos.uploadFiles([...event.dataTransfer.files]);
    };
    addEventListener("dragenter", enter);
    addEventListener("dragleave", leave);
    addEventListener("dragover", over);
    addEventListener("drop", drop);
    return () => {
      removeEventListener("dragenter", enter);
      removeEventListener("dragleave", leave);
      removeEventListener("dragover", over);
      removeEventListener("drop", drop);
    };
  }, [videos]);
  if (!isOver) return null;
  return (
    <div class="drop-zone">
      <p>
        <Icon name="upload" /> Drop transcripts here
      </p>
    </div>
  );
}
