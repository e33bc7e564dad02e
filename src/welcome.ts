import type { Config } from "./config.ts";

/** What is printed at start: where to go, and what to paste there. */
export function welcome(url: string, config: Config): string {
  const answers = config.openai
    ? config.openai.chatModel
    : "sentences quoted without a model (no key is set)";
  const database = config.database.url ? "PostgreSQL" : `PGlite in ${config.database.dataDir}`;
  return `
video-rag is ready. Open Apollo Sandbox: ${url}
  WebSocket: ${url.replace(/^http/, "ws")}
  Database: ${database}. Answers: ${answers}.

Paste there, one after another:

1. Open a session, and put its token into Headers as  Authorization: Bearer <token>
   mutation { session { token session { expiresAt } } }

2. Add a transcript, or videos by their URLs
   mutation { addTranscript(input: { title: "Tea", format: TEXT, url: "https://youtu.be/aqz-KE-bpKQ",
     content: "0:00 Green tea wants water of eighty degrees.\\n0:06 Black tea wants it boiling." }) { id } }
   mutation { addVideos(urls: ["https://www.youtube.com/watch?v=jNQXAC9IVRw"]) {
     results { video { id } error { message } } } }

3. Wait until one is READY
   subscription { videoEvents { ... on VideoUpdated { video { title status progress failure { message } } } } }

4. Ask, and take the answer's id
   mutation { ask(question: "How hot should the water for green tea be?") { id } }

5. Watch it being written
   subscription { answerEvents(id: "<id>") { __typename cursor
     ... on AnswerDelta { offset text } ... on AnswerCitation { citation { number quote startMs url } } } }

`;
}
