import { expect, test } from "vitest";
import { readInfo, timeAt, type PlayerClock } from "./player-clock.ts";

const playing: PlayerClock = { seconds: 10, rate: 3, isPlaying: true, at: 1000 };

test("time goes on at the player's own speed between its messages", () => {
  expect(timeAt(playing, 1200)).toBe(10_600);
  expect(timeAt({ ...playing, isPlaying: false }, 1200)).toBe(10_000);
});

test("a player that has fallen silent does not run on", () => {
  expect(timeAt(playing, 60_000)).toBe(14_500);
});

test("a message changes what it names, and the rest goes on", () => {
  expect(readInfo(playing, { currentTime: 20 }, 1500)).toEqual({ ...playing, seconds: 20, at: 1500 });
  expect(readInfo(playing, { playbackRate: 1 }, 1100)).toEqual({
    seconds: 10.3,
    rate: 1,
    isPlaying: true,
    at: 1100,
  });
  expect(readInfo(playing, { playerState: 2, currentTime: 11 }, 1100).isPlaying).toBe(false);
});
