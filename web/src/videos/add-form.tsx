import { useState } from "preact/hooks";
import { usePage } from "../page.ts";
import { Icon } from "../ui/icon.tsx";
import { FilePicker } from "./file-picker.tsx";
import { looksLikeTranscript } from "./links.ts";
import { Notices } from "./notices.tsx";

/** Where videos come in: pasted links, playlists and transcripts, files, and the sample. */
export function AddForm({ isFirst }: { isFirst: boolean }) {
  const { videos } = usePage();
  const [text, setText] = useState("");
  const isBusy = videos.adding.value > 0;
  const other = isFirst ? "button" : "button button--quiet";
  const isTranscript = looksLikeTranscript(text);

  const add = () => {
    if (!text.trim()) return;
    // What was lost on the way comes back, unless something else is being written by then.
    const giveBack = (lost: string) => setText((present) => present || lost);
    if (isTranscript) void videos.uploadText(text).then((isAdded) => isAdded || giveBack(text));
    else void videos.addText(text).then(giveBack);
    setText("");
  };
  return (
    <div class={isFirst ? "add add--first" : "add"}>
      <form
        class="add__form"
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <label class={isFirst ? "add__label" : "visually-hidden"} for="links">
          Paste links to videos or to a playlist
        </label>
        <div class="field">
          <textarea
            id="links"
            rows={1}
            placeholder={isFirst ? "https://youtu.be/…" : "Paste links"}
            value={text}
            spellcheck={false}
            onInput={({ currentTarget }) => setText(currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
              event.preventDefault();
              add();
            }}
          />
          <button type="submit" class="button button--primary" disabled={!text.trim()}>
            {isTranscript ? "Add transcript" : "Add"}
          </button>
        </div>
      </form>
      <div class="add__other">
        <FilePicker
          class={other}
          label="Transcript files"
          multiple
          onFiles={(files) => void videos.uploadFiles(files)}
        >
          <Icon name="upload" /> {isFirst ? "Choose or drop a transcript" : "Upload a transcript"}
        </FilePicker>
        <button type="button" class={other} onClick={() => void videos.addSample()}>
          <Icon name="play" /> {isFirst ? "Try a sample talk about tea" : "Sample talk"}
        </button>
      </div>
      {isFirst && <p class="hint">Transcripts may be .vtt, .srt, .sbv or .txt files.</p>}
      {isBusy && (
        <p class="add__busy" role="status">
          <span class="spinner" aria-hidden="true" /> Adding…
        </p>
      )}
      <Notices />
    </div>
  );
}
