import OpenAI from "openai";

/** The part of video-rag's contract that the benchmark uses. */
export const typeDefs = /* GraphQL */ `
  type Query {
    hello: String
  }
  type Mutation {
    ask(question: String!): AskPayload!
  }
  type Subscription {
    answerEvents(id: ID!, after: String): AnswerEvent!
  }
  type AskPayload {
    answer: Answer!
  }
  type Answer {
    id: ID!
  }
  type Citation {
    number: Int!
    startMs: Int!
    endMs: Int!
    quote: String!
    url: String
  }
  interface AnswerEvent {
    cursor: String!
  }
  type AnswerDelta implements AnswerEvent {
    cursor: String!
    offset: Int!
    text: String!
  }
  type AnswerCitation implements AnswerEvent {
    cursor: String!
    citation: Citation!
  }
  type AnswerCompleted implements AnswerEvent {
    cursor: String!
  }
`;

export type Event =
  | { __typename: "AnswerDelta"; cursor: string; offset: number; text: string }
  | { __typename: "AnswerCompleted"; cursor: string };

const openai = new OpenAI({ apiKey: "none" });

/** Asks the model, and publishes each piece of its text as it comes. */
export async function generate(question: string, publish: (event: Event) => void) {
  const stream = await openai.chat.completions.create({
    model: "stand-in",
    stream: true,
    messages: [{ role: "user", content: question }],
  });
  let offset = 0;
  for await (const chunk of stream) {
    const text = chunk.choices[0]?.delta.content;
    if (!text) continue;
    publish({ __typename: "AnswerDelta", cursor: String(offset + text.length), offset, text });
    offset += text.length;
  }
  publish({ __typename: "AnswerCompleted", cursor: String(offset) });
}
