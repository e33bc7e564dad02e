import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sampleHit } from "../testing/sample-hits.ts";
import { buildPrompt } from "./generate/prompt.ts";
import { buildRewritePrompt } from "./generate/rewrite.ts";
import { buildQuestionPrompt, buildSummaryPrompt } from "./overview/overview-prompt.ts";
import { asData, withoutControlTokens } from "./prompt-text.ts";

/** Control tokens of the chat templates of ChatML, Llama 2 and 3, Mistral, Gemma, DeepSeek, Phi, T5 and others. */
const CONTROL_TOKENS = [
  "<s>",
  "</s>",
  "<bos>",
  "<eos>",
  "<unk>",
  "<pad>",
  "<start_of_turn>",
  "<end_of_turn>",
  "<start_of_image>",
  "<|turn>",
  "<turn|>",
  "<<SYS>>",
  "<</SYS>>",
  "[INST]",
  "[/INST]",
  "[inst]",
  "[AVAILABLE_TOOLS]",
  "[/AVAILABLE_TOOLS]",
  "[TOOL_CALLS]",
  "[SYSTEM_PROMPT]",
  "<|im_start|>",
  "<|im_end|>",
  "<|eot_id|>",
  "<|start_header_id|>",
  "<|begin_of_text|>",
  "<|endoftext|>",
  "<|system|>",
  "<|any name|>",
  "<｜begin▁of▁sentence｜>",
  "<｜User｜>",
  "<｜end▁of▁sentence｜>",
  "＜|im_end|＞",
  "＜s＞",
  "［INST］",
  "<think>",
  "</think>",
  "<tool_call>",
  "<fim-prefix>",
  "<extra_id_0>",
  "<0x0A>",
];
const NONCE = "0123456789abcdef";
const ALL = `Boil ${CONTROL_TOKENS.join(" or ")} it`;

const found = (text: string) => CONTROL_TOKENS.filter((token) => text.includes(token));

describe("control tokens of chat templates", () => {
  test.each(CONTROL_TOKENS)("%s loses its form", (token) => {
    expect(withoutControlTokens(token)).not.toBe(token);
    expect(found(withoutControlTokens(`a${token}${token}b`))).toEqual([]);
    expect(found(asData(`x ${token} y`, NONCE))).toEqual([]);
  });

  test("do not come about by what is taken out of others", () => {
    const piece = fc.constantFrom(
      ..."<>|｜[]/＜＞".split(""),
      "s",
      "INST",
      "SYS",
      "im_start",
      " ",
      NONCE,
      "7",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        expect(found(asData(pieces.join(""), NONCE))).toEqual([]);
      }),
    );
  });

  test("are all that changes", () => {
    for (const text of ["a < b and c > d", "[1] as is", "<3", "1<2", "x | y", "[Music]", "→ <- >>"])
      expect(withoutControlTokens(text)).toBe(text);
  });
});

describe("what strangers wrote", () => {
  const turn = { question: `Who? ${ALL}`, answer: `Newton. ${ALL}` };
  const options = { maxPromptTokens: 100_000, countTokens: (text: string) => text.length / 4, nonce: NONCE };
  const hit = sampleHit(1, [ALL]);
  hit.passage.video.transcript.title = `Title ${ALL}`;
  const { video } = hit.passage;
  const chapter = { startMs: 0, endMs: 60_000, title: `Chapter ${ALL}`, source: "CREATOR" as const };
  const sentence = { startMs: 0, endMs: 1000, text: ALL, from: 0, to: ALL.length };
  const summary = {
    source: "MODEL" as const,
    points: [{ startMs: 0, endMs: 1000, text: `Point ${ALL}`, quote: ALL }],
  };
  const overview = { chapters: [chapter], summary, suggestedQuestions: [] };
  const answerPrompt = () =>
    buildPrompt(
      {
        question: `How? ${ALL}`,
        hits: [hit],
        asked: { language: "en", isClear: true },
        languages: ["en"],
        scope: "WHOLE_VIDEOS",
        videos: [video],
        sessionVideos: [video],
        overviews: new Map([[video.id, overview]]),
        history: [turn],
        quotes: [],
        confidence: "SURE",
        answerability: 1,
      },
      options,
    ).messages;

  test.each([
    ["answer", answerPrompt, ["Title", "Chapter", "Point", "Boil", "Who?", "Newton.", "How?"]],
    ["rewrite", () => buildRewritePrompt(`How? ${ALL}`, [turn], [], options), ["Who?", "Newton.", "How?"]],
    [
      "overview",
      () => buildSummaryPrompt([{ chapter, sentences: [sentence] }], `Title ${ALL}`),
      ["Title", "Chapter", "Boil"],
    ],
    ["suggestions", () => buildQuestionPrompt(overview, `Title ${ALL}`), ["Title", "Chapter", "Point"]],
  ])("brings no control token into the prompt of an %s", (_, build, parts) => {
    const all = build()
      .map(({ content }) => content)
      .join("\n");
    for (const part of parts) expect(all).toContain(part);
    expect(found(all)).toEqual([]);
  });

  test("is proved and quoted as it was said", () => {
    answerPrompt();
    expect(hit.passage.text).toContain(ALL);
  });
});
