import type { TestClient } from "./test-client.ts";

/** A transcript of a few sentences, as an upload. */
export const SAMPLE = {
  title: "Tea",
  format: "TEXT",
  content: [
    "0:00 Green tea wants water of eighty degrees.",
    "0:06 Black tea wants it boiling, and three minutes of patience.",
    "0:14 The pot is warmed first, or the water loses ten degrees at once.",
    "0:22 Milk goes in last, whatever your grandmother said.",
  ].join("\n"),
};

/** Adds a transcript to a session and waits until it can be asked about. Returns the video's id. */
export async function addReadyTranscript(
  client: TestClient,
  token: string,
  input: object = SAMPLE,
): Promise<string> {
  const query = `mutation ($input: AddTranscriptInput!) { addTranscript(input: $input) { video { id } } }`;
  const { addTranscript } = await client.request(query, { input }, token);
  await untilReady(client, token, addTranscript.video.id);
  return addTranscript.video.id;
}

/** Waits until a video is READY; throws where it is FAILED. */
export async function untilReady(client: TestClient, token: string, id: string): Promise<void> {
  const query = `subscription { videoEvents { ... on VideoUpdated { video { id status failure { code message } } } } }`;
  for await (const { data } of client.subscribe(query, {}, token)) {
    const { video } = data.videoEvents;
    if (video?.id !== id) continue;
    if (video.status === "READY") return;
    if (video.status === "FAILED") throw new Error(JSON.stringify(video.failure));
  }
}

/** Asks, and returns the answer's id. */
export async function ask(client: TestClient, token: string, question: string): Promise<string> {
  return (
    await client.request(
      `mutation ($question: String!) { ask(question: $question) { answer { id } } }`,
      { question },
      token,
    )
  ).ask.answer.id;
}
