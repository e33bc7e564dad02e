import type { Frame, Page, Route } from "playwright-core";
import { eventually } from "../../../src/testing/eventually.ts";

/*
 * A stand-in for YouTube's embedded player. It speaks the protocol of its IFrame API by postMessage, as the player is known
 * to: it answers "listening", takes commands, tells of its state, and of its time some four times a second while it plays.
 */

export const PLAYER_HOST = "www.youtube-nocookie.com";

export const answerPlayer = (route: Route): Promise<void> =>
  route.fulfill({
    contentType: "text/html; charset=utf-8",
    body: `<!doctype html><html lang="en"><title>Player</title><body><p id="shown"></p><script>(${standIn.toString()})()</script></body></html>`,
  });

type StandIn = {
  time(): number;
  isPlaying(): boolean;
  setRate(rate: number): void;
  seek(seconds: number): void;
  commands: unknown[];
};
type PlayerWindow = Window & { standIn: StandIn };

/** Runs in the frame. */
function standIn() {
  const shown = document.getElementById("shown")!;
  const query = new URLSearchParams(location.search);
  // As the player: without a referrer it plays nothing.
  if (document.referrer === "") {
    shown.textContent = "Error 153";
    return;
  }
  const UNSTARTED = -1;
  const PLAYING = 1;
  const PAUSED = 2;
  const parentOrigin = query.get("origin") ?? new URL(document.referrer).origin;
  let id: unknown = null;
  let isHeard = false;
  let state = UNSTARTED;
  let rate = 1;
  let at = Number(query.get("start") ?? 0);
  let since = performance.now();
  const commands: unknown[] = [];

  const time = () => (state === PLAYING ? at + ((performance.now() - since) / 1000) * rate : at);
  const tell = (event: string, info: unknown) => {
    shown.textContent = `${state === PLAYING ? "Playing" : "Paused"} at ${time().toFixed(1)}`;
    if (isHeard && query.get("enablejsapi") === "1")
      parent.postMessage(JSON.stringify({ event, info, id, channel: "widget" }), parentOrigin);
  };
  const info = () => ({
    currentTime: time(),
    duration: 3600,
    playerState: state,
    playbackRate: rate,
    muted: false,
    volume: 100,
    videoData: { video_id: location.pathname.split("/").at(-1) },
  });
  const setState = (next: number) => {
    at = time();
    since = performance.now();
    state = next;
    tell("onStateChange", next);
    tell("infoDelivery", info());
  };
  const seek = (seconds: number) => {
    at = seconds;
    since = performance.now();
    tell("infoDelivery", info());
  };
  const setRate = (next: number) => {
    at = time();
    since = performance.now();
    rate = next;
    tell("onPlaybackRateChange", next);
    tell("infoDelivery", { playbackRate: next });
  };
  const perform: Record<string, (...args: never[]) => void> = {
    playVideo: () => setState(PLAYING),
    pauseVideo: () => setState(PAUSED),
    stopVideo: () => setState(PAUSED),
    seekTo: (seconds: number) => {
      seek(Number(seconds));
      if (state === UNSTARTED) setState(PLAYING);
    },
    setPlaybackRate: (next: number) => setRate(Number(next)),
  };

  addEventListener("message", ({ data, source }) => {
    if (source !== parent || typeof data !== "string") return;
    const message = JSON.parse(data) as { event?: string; id?: unknown; func?: string; args?: never[] };
    if (message.event === "listening") {
      ({ id } = message);
      const isFirst = !isHeard;
      isHeard = true;
      tell("initialDelivery", info());
      if (isFirst) tell("onReady", null);
    }
    if (message.event === "command" && message.func !== undefined) {
      commands.push([message.func, ...(message.args ?? [])]);
      perform[message.func]?.(...(Array.isArray(message.args) ? message.args : []));
    }
  });
  setInterval(() => state === PLAYING && tell("infoDelivery", { currentTime: time() }), 250);
  if (query.get("autoplay") === "1") setState(PLAYING);
  const player: StandIn = { time, isPlaying: () => state === PLAYING, setRate, seek, commands };
  Object.assign(window, { standIn: player });
}

/** The player in a page, once it is there. */
export async function playerIn(page: Page) {
  const frame = await eventually(async () => {
    const found = page.frames().find((one) => one.url().includes(PLAYER_HOST));
    const isThere = await found?.evaluate(() => "standIn" in window).catch(() => false);
    return isThere ? found : null;
  });
  return {
    url: new URL(frame.url()),
    /** The second that it is at. */
    time: () => inPlayer(frame, () => (window as unknown as PlayerWindow).standIn.time()),
    isPlaying: () => inPlayer(frame, () => (window as unknown as PlayerWindow).standIn.isPlaying()),
    commands: () => inPlayer(frame, () => (window as unknown as PlayerWindow).standIn.commands),
    seek: (seconds: number) =>
      frame.evaluate((to) => (window as unknown as PlayerWindow).standIn.seek(to), seconds),
    setRate: (rate: number) =>
      frame.evaluate((to) => (window as unknown as PlayerWindow).standIn.setRate(to), rate),
  };
}

const inPlayer = <T>(frame: Frame, look: () => T) => frame.evaluate(look);
