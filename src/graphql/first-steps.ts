type Step = {
  what: string;
  /** What is to be done with the result, where the client does not do it by itself. */
  byHand?: string;
  operations: string[];
};

/** The operations to run first, one after another, in Sandbox or any other client. */
export const FIRST_STEPS: Step[] = [
  {
    what: "Open a session",
    byHand: "put its token into Headers as  Authorization: Bearer <token>",
    operations: [`mutation OpenSession { session { token session { expiresAt } } }`],
  },
  {
    what: "Add a transcript, or videos by their URLs",
    operations: [
      `mutation AddTranscript { addTranscript(input: { title: "Tea", format: TEXT, url: "https://youtu.be/aqz-KE-bpKQ",
  content: "0:00 Green tea wants water of eighty degrees.\\n0:06 Black tea wants it boiling." }) { video { id } } }`,
      `mutation AddVideos { addVideos(urls: ["https://www.youtube.com/watch?v=jNQXAC9IVRw"]) {
  results { video { id } error { code message } } } }`,
    ],
  },
  {
    what: "Wait until one is READY; or ask at once, and the answer waits",
    operations: [
      `subscription WatchVideos { videoEvents {
  ... on VideoUpdated { video { title status progress failure { message } } } } }`,
    ],
  },
  {
    what: "Ask",
    byHand: "take the answer's id",
    operations: [
      `mutation Ask { ask(question: "How hot should the water for green tea be?") { answer { id } } }`,
    ],
  },
  {
    what: "Watch the answer being written",
    byHand: "put its id into the place of <id>",
    operations: [
      `subscription WatchAnswer { answerEvents(id: "<id>") { __typename cursor
  ... on AnswerDelta { offset text } ... on AnswerCitation { citation { number quote startMs url } } } }`,
    ],
  },
];

/** What a step does, and what is left to do by hand. */
export const headingOf = ({ what, byHand }: Step, index: number): string =>
  `${index + 1}. ${what}${byHand ? `, and ${byHand}` : ""}`;
