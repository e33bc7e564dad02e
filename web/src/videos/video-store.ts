import { computed, signal } from "@preact/signals";
import { ApiError } from "../api/api-error.ts";
import {
  AddPlaylistDocument,
  AddVideosDocument,
  type AddedPartsFragment,
  RemoveVideoDocument,
  type VideoPartsFragment,
} from "../api/generated/graphql.ts";
import type { Http, Upload } from "../api/http.ts";
import { refuseFile, titleOf, titleOfText } from "./files.ts";
import { listsBeside, readLinks } from "./links.ts";
import { SAMPLE } from "./sample.ts";

export type Video = VideoPartsFragment;
/** What did not work, in words for who tried it. */
export type Notice = {
  id: number;
  about: string;
  message: string;
  isWarning: boolean;
  /** What can be done about it. */
  offer?: { label: string; accept: () => void };
};

export type VideoDeps = { http: Http; maxBytes: () => number; onSessionOver: () => void };

/** What to call a video. */
export const nameOf = ({ title, youtubeId }: Pick<Video, "title" | "youtubeId">): string =>
  title ?? (youtubeId ? `Video ${youtubeId}` : "Video");

/** The session's videos, in the order of adding, and which of them are asked. */
export function createVideoStore({ http, maxBytes, onSessionOver }: VideoDeps) {
  const videos = signal<readonly Video[]>([]);
  const leftOut = signal<ReadonlySet<string>>(new Set());
  const notices = signal<readonly Notice[]>([]);
  /** How many calls that add something are under way. */
  const adding = signal(0);
  /** What this tab uploaded, to be added again in a later session. */
  const uploads = new Map<string, Omit<Upload, "idempotencyKey">>();
  let noticeId = 0;

  /** Those that have a transcript, or may have one soon. */
  const askable = computed(() => videos.value.filter(({ status }) => status !== "FAILED"));
  /** The ids of the videos that are asked; null: all. */
  const chosen = computed<string[] | null>(() => {
    const asked = askable.value.filter(({ id }) => !leftOut.value.has(id));
    return asked.length === askable.value.length ? null : asked.map(({ id }) => id);
  });

  function notice(about: string, message: string, isWarning = false, offer?: Notice["offer"]): void {
    const added = { id: ++noticeId, about, message, isWarning, ...(offer && { offer }) };
    notices.value = [...notices.peek(), added];
  }

  /** Counts as adding; what goes wrong is shown beside the form. Resolves with whether it went well. */
  async function work(about: string, task: () => Promise<void>): Promise<boolean> {
    adding.value++;
    try {
      await task();
      return true;
    } catch (error) {
      if (error instanceof ApiError && error.isSessionOver) onSessionOver();
      else notice(about, error instanceof Error ? error.message : String(error));
      return false;
    } finally {
      adding.value--;
    }
  }

  function report(results: readonly AddedPartsFragment[]): void {
    for (const { url, error } of results) if (error) notice(url, error.message);
  }

  const addUrls = (urls: string[], language?: string) =>
    work(urls.length === 1 ? (urls[0] ?? "") : `${urls.length} links`, async () => {
      const { addVideos } = await http.request(AddVideosDocument, { urls, language: language ?? null });
      report(addVideos.results);
    });

  const addPlaylist = (url: string) =>
    work(url, async () => {
      const { addPlaylist: added } = await http.request(AddPlaylistDocument, { url });
      if (added.error) notice(added.title ?? url, added.error.message);
      report(added.results);
      const more = (added.videoCount ?? 0) - added.results.length;
      if (more > 0 && added.results.length)
        notice(
          added.title ?? url,
          `The first ${added.results.length} of its ${added.videoCount} videos were added.`,
          true,
        );
    });

  const upload = (transcript: Omit<Upload, "idempotencyKey">) =>
    work(transcript.title ?? transcript.name, async () => {
      const idempotencyKey = crypto.getRandomValues(new Uint32Array(4)).join("-");
      const { videoId, warnings } = await http.upload({ ...transcript, idempotencyKey });
      uploads.set(videoId, transcript);
      for (const warning of warnings) notice(transcript.title ?? transcript.name, warning, true);
    });

  async function uploadFiles(files: Iterable<File>, url?: string | null): Promise<void> {
    for (const file of files) {
      const refusal = refuseFile(file, maxBytes());
      if (refusal) notice(file.name, refusal);
      else await upload({ file, name: file.name, title: titleOf(file.name), url: url ?? undefined });
    }
  }

  return {
    videos,
    leftOut,
    askable,
    chosen,
    notices,
    adding,
    uploadFiles,
    /** Adds the links of a text. Resolves with those that did not reach the server, a line each, to be tried again. */
    async addText(text: string): Promise<string> {
      const links = readLinks(text);
      const lost: string[] = [];
      await Promise.all([
        ...(links.videos.length
          ? [addUrls(links.videos).then((ok) => ok || lost.push(...links.videos))]
          : []),
        ...links.playlists.map((playlist) => addPlaylist(playlist).then((ok) => ok || lost.push(playlist))),
      ]);
      for (const list of listsBeside(text)) {
        const offer = { label: "Add the whole list", accept: () => void addPlaylist(list) };
        notice("Only the video was added:", "its address names a list, too.", true, offer);
      }
      return lost.join("\n");
    },
    /** A transcript as words, with the address of its video where it has one. */
    uploadText: (text: string, video?: Video) =>
      upload({
        file: new Blob([text], { type: "text/plain" }),
        name: "pasted.txt",
        title: video ? nameOf(video) : titleOfText(text),
        url: video?.url ?? undefined,
      }),
    addSample: () =>
      work(SAMPLE.title, async () => {
        const file = await (await fetch(SAMPLE.url)).blob();
        await upload({ file, name: "tea-talk.vtt", title: SAMPLE.title });
      }),
    /** Has the server fetch it again, in another language where one is given. */
    tryAgain: (video: Video, language?: string) =>
      video.url ? addUrls([video.url], language) : Promise.resolve(),
    remove: (video: Video) =>
      work(nameOf(video), async () => {
        await http.request(RemoveVideoDocument, { id: video.id }).catch((error: unknown) => {
          if (!(error instanceof ApiError) || error.code !== "NOT_FOUND") throw error;
        });
        forget(video.id);
      }),
    choose(id: string, isAsked: boolean): void {
      const next = new Set(leftOut.peek());
      if (isAsked) next.delete(id);
      else next.add(id);
      leftOut.value = next;
    },
    chooseAll: () => (leftOut.value = new Set()),
    dismiss: (id: number) => (notices.value = notices.peek().filter((one) => one.id !== id)),
    /** Takes a video as it is now. */
    update(video: Video): void {
      const known = videos.peek().some(({ id }) => id === video.id);
      videos.value = known
        ? videos.peek().map((one) => (one.id === video.id ? video : one))
        : [...videos.peek(), video];
    },
    forget,
    load(all: readonly Video[]): void {
      videos.value = all;
    },
    /**
     * Adds to a new session what an earlier one held: videos by their address, transcripts as far as this tab uploaded
     * them. Returns the titles of those that have to be given again by hand.
     */
    async addEarlier(earlier: readonly Video[]): Promise<string[]> {
      const missing: string[] = [];
      for (const video of earlier) {
        const uploaded = uploads.get(video.id);
        if (uploaded) await upload(uploaded);
        else if (video.url && video.track !== "UPLOADED") await addUrls([video.url]);
        else missing.push(nameOf(video));
      }
      return missing;
    },
    clear(): void {
      videos.value = [];
      leftOut.value = new Set();
      notices.value = [];
    },
    forgetUploads: () => uploads.clear(),
    notice,
  };

  function forget(id: string): void {
    videos.value = videos.peek().filter((video) => video.id !== id);
    uploads.delete(id);
  }
}

export type VideoStore = ReturnType<typeof createVideoStore>;
