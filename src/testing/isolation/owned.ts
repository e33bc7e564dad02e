import { addReadyTranscript, untilReady } from "../client/sample-session.ts";
import { readAnswer } from "../client/answer-reader.ts";
import { fakeUrl, fakeYouTubeId } from "../fakes/fake-transcripts.ts";
import type { TestServer } from "../server/test-server.ts";

/** A session with something of each kind, under a word that nothing else has. */
export type Owned = Awaited<ReturnType<typeof openOwned>>;

/** A video that every such session holds, each under an id of its own. */
export const SHARED_URL = fakeUrl(1);
export const SHARED_YOUTUBE_ID = fakeYouTubeId(1);

export async function openOwned(server: TestServer, word: string) {
  const token = await server.openSession();
  const key = `${word} key`;
  const upload = {
    title: `All about ${word}`,
    format: "TEXT",
    content: `0:00 A ${word} wants water of eighty degrees.\n0:08 The ${word} is served warm.`,
    idempotencyKey: key,
  };
  const videoId = await addReadyTranscript(server, token, upload);
  const adding = `mutation ($urls: [String!]!) { addVideos(urls: $urls) { results { video { id } } } }`;
  const { addVideos } = await server.request(adding, { urls: [SHARED_URL] }, token);
  const sharedVideoId: string = addVideos.results[0].video.id;
  await untilReady(server, token, sharedVideoId);
  const asked = { question: `How hot is the water of a ${word}?`, videoIds: [videoId], idempotencyKey: key };
  const asking = `mutation ($question: String!, $videoIds: [ID!], $idempotencyKey: String) {
    ask(question: $question, videoIds: $videoIds, idempotencyKey: $idempotencyKey) { answer { id } } }`;
  const answerId: string = (await server.request(asking, asked, token)).ask.answer.id;
  const answerCursor = (await readAnswer(server, answerId, token)).cursor!;
  const reading = `{ session { id answers { edges { cursor } } } search(query: "${word}") { passage { id video { id } } } }`;
  const { session, search } = await server.request(reading, {}, token);
  const passageIds: string[] = search
    .filter(({ passage }: { passage: { video: { id: string } } }) => passage.video.id === videoId)
    .map(({ passage }: { passage: { id: string } }) => passage.id);
  return {
    word,
    token,
    key,
    asked,
    upload,
    videoId,
    sharedVideoId,
    answerId,
    answerCursor,
    historyCursor: session.answers.edges.at(-1).cursor as string,
    sessionId: session.id as string,
    /** What no other session may ever be shown. */
    secrets: [
      word,
      token,
      session.id as string,
      videoId,
      sharedVideoId,
      answerId,
      answerCursor,
      ...passageIds,
    ],
  };
}
