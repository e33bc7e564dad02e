/** What the player last told of itself. */
export type PlayerClock = {
  /** Seconds in the video, at `at`. */
  seconds: number;
  rate: number;
  isPlaying: boolean;
  /** Milliseconds of this page's own clock. */
  at: number;
};

/** The player tells its time a few times a second; between that it is carried on, but never further than this. */
const CARRY_MS = 1500;

/** Milliseconds in the video at the time `now` of the page's own clock. */
export function timeAt(clock: PlayerClock, now: number): number {
  const passed = clock.isPlaying ? Math.min(Math.max(now - clock.at, 0), CARRY_MS) : 0;
  return clock.seconds * 1000 + passed * clock.rate;
}

type Info = { currentTime?: unknown; playbackRate?: unknown; playerState?: unknown };
const PLAYING = 1;

/** The clock after a message of the player: it leaves out what has not changed. */
export function readInfo(clock: PlayerClock, info: Info, now: number): PlayerClock {
  const { currentTime, playbackRate, playerState } = info;
  const hasTime = typeof currentTime === "number";
  return {
    seconds: hasTime ? currentTime : timeAt(clock, now) / 1000,
    rate: typeof playbackRate === "number" ? playbackRate : clock.rate,
    isPlaying: typeof playerState === "number" ? playerState === PLAYING : clock.isPlaying,
    at: now,
  };
}
