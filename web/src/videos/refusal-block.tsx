import { useState } from "preact/hooks";
import { usePage } from "../page.ts";
import { languageName } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { useNow } from "../ui/use-now.ts";
import { useTask } from "../ui/use-task.ts";
import { FilePicker } from "./file-picker.tsx";
import type { Refusal } from "./refusals.ts";
import { formatRetry } from "./retry-words.ts";
import type { Video } from "./video-store.ts";

type RefusalProps = { video: Video; refusal: Refusal; canChange: boolean };

/** Why a video has no transcript, and all that can be done about it. */
export function RefusalBlock({ video, refusal, canChange }: RefusalProps) {
  const { videos } = usePage();
  const { isBusy, run } = useTask();
  const [isUploading, setUploading] = useState(false);
  return (
    <div class="refusal">
      <p class="refusal__heading">
        <Icon name="warning" /> {refusal.heading}
      </p>
      <p>{refusal.message}</p>
      {refusal.retryAt && <RetryTime at={refusal.retryAt} />}
      {canChange && (
        <div class="refusal__buttons">
          {refusal.languages.map((language) => (
            <button
              key={language}
              type="button"
              class="button button--small"
              disabled={isBusy}
              onClick={() => run(() => videos.tryAgain(video, language))}
            >
              {languageName(language)}
            </button>
          ))}
          {refusal.canTryNow && (
            <button
              type="button"
              class="button button--small"
              disabled={isBusy}
              onClick={() => run(() => videos.tryAgain(video))}
            >
              <Icon name="again" /> {refusal.retryAt ? "Try now" : "Try again"}
            </button>
          )}
          {refusal.canUpload && (
            <button
              type="button"
              class="button button--small"
              aria-expanded={isUploading}
              onClick={() => setUploading(!isUploading)}
            >
              <Icon name="upload" /> Upload instead
            </button>
          )}
        </div>
      )}
      {canChange && isUploading && <UploadInstead video={video} />}
    </div>
  );
}

function RetryTime({ at }: { at: string }) {
  const { clock } = usePage();
  const now = useNow(clock.now);
  return <p class="refusal__retry">{formatRetry(Date.parse(at), now)}</p>;
}

function UploadInstead({ video }: { video: Video }) {
  const { videos } = usePage();
  const [text, setText] = useState("");
  return (
    <div class="upload-instead">
      <p>
        On YouTube, open the video’s description, choose “Show transcript”, copy all of it and paste it here.
        Or choose a file that you have.
      </p>
      <textarea
        rows={3}
        aria-label="Transcript of this video"
        placeholder={"0:00 Good evening…\n0:05 …"}
        value={text}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
      />
      <div class="refusal__buttons">
        <button
          type="button"
          class="button button--small button--primary"
          disabled={!text.trim()}
          onClick={() => void videos.uploadText(text, video)}
        >
          Add it
        </button>
        <FilePicker
          class="button button--small"
          label="Transcript file of this video"
          onFiles={(files) => void videos.uploadFiles(files, video.url)}
        >
          Choose a file
        </FilePicker>
      </div>
    </div>
  );
}
