import type { MadeQuestion } from "../../question-candidate.ts";
import { isDeed, match } from "./pattern.ts";
import type { Statement } from "../read-sentence.ts";

/** What announces instructions. */
export const ANNOUNCES =
  /\b(?:show|teach|learn|explain|demonstrate|talk about|see|cover|now you know|video (?:about|on)|share|discuss|look at)\b.*\bhow to\b|^how to\b|\bhow to\b.*\b(?:steps?|tips?)\b/iu;

const HOW_TO =
  /\b[Hh]ow to (?:(?:safely|properly|correctly|quickly|easily|effectively|actually) )?(?<deed>[^,.;:!?]+?)(?:[,.;:!]|$| (?:in this|in less|in under|with this|using|so that|and how|if you|when you|because|by) )/du;

/** The question that a speaker promises to answer: "I will show you how to tie a knot". */
export function announcedQuestion(statement: Statement): MadeQuestion | undefined {
  const deed = match(statement, HOW_TO)?.deed;
  if (!deed || !isDeed(statement.words, deed)) return undefined;
  return { question: `How do you ${statement.textOf(deed)}?`, template: "how-to", weight: 0.75 };
}
