import { expect, test } from "vitest";
import { parseConfig } from "../config.ts";
import { dataOf } from "../testing/client/answer-reader.ts";
import { startTestServer } from "../testing/server/test-server.ts";
import { welcome } from "./welcome.ts";

test("what is printed at start works as it is pasted", async () => {
  const server = await startTestServer({
    env: { YOUTUBE_BASE_URL: "http://127.0.0.1:1" },
  });
  const [openSession, addTranscript, addVideos, videoEvents, ask, answerEvents] = operations(
    welcome(server.url, parseConfig(server.env)),
  );

  const { token } = (await server.request(openSession!)).session;
  await server.request(addTranscript!, {}, token);
  const { results } = (await server.request(addVideos!, {}, token)).addVideos;
  expect(results).toEqual([{ video: { id: expect.any(String) }, error: null }]);
  for await (const event of server.subscribe(videoEvents!, {}, token)) {
    if (dataOf(event).videoEvents.video.status === "READY") break;
  }
  const { id } = (await server.request(ask!, {}, token)).ask.answer;
  const events: string[] = [];
  for await (const event of server.subscribe(answerEvents!.replace("<id>", id), {}, token)) {
    events.push(JSON.stringify(dataOf(event).answerEvents));
  }

  expect(events.join()).toContain("Green tea wants water of eighty degrees.");
  expect(events.join()).toContain("https://www.youtube.com/watch?v=aqz-KE-bpKQ&t=0s");
  expect(events.at(-1)).toContain("AnswerCompleted");
});

/** The documents in a text: each begins with the kind of its operation and ends with its last brace. */
const operations = (text: string): string[] =>
  text.split(/^ +(?=mutation|subscription)|^\d\./m).filter((part) => /^(mutation|subscription)/.test(part));
