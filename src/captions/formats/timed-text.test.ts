import { describe, expect, it } from "vitest";
import { CaptionFormatError } from "./caption-format-error.ts";
import { normalizeCues } from "../normalize/normalize.ts";
import { parseTimedText } from "./timed-text.ts";

const parse = (body: string) => normalizeCues(parseTimedText(body));
const HEAD = '<?xml version="1.0" encoding="utf-8" ?>';

describe("srv3", () => {
  it("joins timed words and leaves out the line breaks that append to the window", () => {
    const body = `${HEAD}<timedtext format="3"><head><ws id="0"/><wp id="1" ap="6"/></head><body>
<w t="0" id="1" wp="1" ws="1"/>
<p t="160" d="4200" w="1"><s ac="0">so</s><s t="320" ac="0"> what&#39;s</s><s t="640" ac="0"> new</s></p>
<p t="2190" w="1" a="1">
</p>
<p t="2200" d="3000" w="1"><s>AT&amp;T &amp;lt; all</s></p>
</body></timedtext>`;
    expect(parse(body)).toEqual([
      { startMs: 160, endMs: 2_200, text: "so what's new" },
      { startMs: 2_200, endMs: 5_200, text: "AT&T &lt; all" },
    ]);
  });

  it("keeps appended words, breaks lines at <br/> and reads CDATA", () => {
    const body = `<timedtext format="3"><body><p t="0" d="1000">one<br/>two</p><p t="500" a="1"><![CDATA[three & four]]></p></body></timedtext>`;
    expect(parse(body).map((cue) => cue.text)).toEqual(["one two", "three & four"]);
  });

  it("estimates the end of a paragraph that has no length", () => {
    const [first, second] = parse(
      `<timedtext format="3"><body><p t="0">hello there you</p><p t="60000">bye</p></body></timedtext>`,
    );
    expect(first?.endMs).toBeGreaterThanOrEqual(900);
    expect(first?.endMs).toBeLessThan(3_000);
    expect(second).toEqual({ startMs: 60_000, endMs: 61_000, text: "bye" });
  });

  it("reads srv2, which has texts in milliseconds", () => {
    expect(parse(`<timedtext><text t="100" d="900">hi</text></timedtext>`)).toEqual([
      { startMs: 100, endMs: 1_000, text: "hi" },
    ]);
  });
});

describe("classic XML", () => {
  it("turns seconds into whole milliseconds and undoes the HTML inside of the XML", () => {
    const body = `${HEAD}<transcript><text start="32.8" dur="6.599">what&amp;#39;s &lt;i&gt;not&lt;/i> &amp;amp;lt; AT&amp;T</text><text start="40">end</text></transcript>`;
    expect(parse(body)).toEqual([
      { startMs: 32_800, endMs: 39_399, text: "what's not &lt; AT&T" },
      { startMs: 40_000, endMs: 41_000, text: "end" },
    ]);
  });
});

describe("json3", () => {
  it("joins segments and leaves out windows and appended line breaks", () => {
    const body = JSON.stringify({
      wireMagic: "pb3",
      events: [
        { tStartMs: 0, dDurationMs: 100_000, id: 1 },
        {
          tStartMs: 210,
          dDurationMs: 3_830,
          segs: [{ utf8: "Hi," }, { utf8: " I'm\nhere &amp; now", tOffsetMs: 300 }],
        },
        { tStartMs: 3_000, dDurationMs: 10, aAppend: 1, segs: [{ utf8: "\n" }] },
        { tStartMs: 3_500, aAppend: 1, segs: [{ utf8: "so" }] },
      ],
    });
    expect(parse(body)).toEqual([
      { startMs: 210, endMs: 3_500, text: "Hi, I'm here &amp; now" },
      { startMs: 3_500, endMs: 4_500, text: "so" },
    ]);
  });
});

describe("automatic WebVTT", () => {
  it("gives each rolling line once", () => {
    const body = `WEBVTT
Kind: captions
Language: en

00:00:00.160 --> 00:00:02.190 align:start position:0%
 
so<00:00:00.400><c> what's</c><00:00:00.800><c> new</c>

00:00:02.190 --> 00:00:02.200 align:start position:0%
so what's new
 

00:00:02.200 --> 00:00:04.000 align:start position:0%
so what's new
no<00:00:02.500><c> no</c>

00:00:04.000 --> 00:00:04.010 align:start position:0%
no no
 

00:00:04.010 --> 00:00:06.000 align:start position:0%
no no
no
`;
    expect(parse(body)).toEqual([
      { startMs: 160, endMs: 2_200, text: "so what's new" },
      { startMs: 2_200, endMs: 4_010, text: "no no" },
      { startMs: 4_010, endMs: 6_000, text: "no" },
    ]);
  });
});

it.each([
  `<timedtext format="3"><body/></timedtext>`,
  `${HEAD}<transcript></transcript>`,
  `<transcript/>`,
  `<timedtext format="3"><body><p t="1" d="2"/><p t="3" d="2">\n</p></body></timedtext>`,
  `{"wireMagic":"pb3"}`,
  `{"events":[]}`,
  "WEBVTT",
])("gives [] for a document without words: %s", (body) => {
  expect(parseTimedText(body)).toEqual([]);
});

it.each([
  ["nothing", "", /empty/],
  ["white space", "\uFEFF \n ", /empty/],
  [
    "a web page",
    "<!DOCTYPE html><html><head><title>Before you continue</title>",
    /web page \(“Before you continue”\)/,
  ],
  ["XML cut off in a tag", `<timedtext format="3"><body><p t="1" d="2">hi</p><p t="3`, /cut off/],
  ["XML cut off in words", `<transcript><text start="1">hi`, /cut off/],
  ["XML cut off after a cue", `<transcript><text start="1">hi</text>`, /cut off/],
  ["XML cut off in its root's end", `<transcript><text start="1">hi</text></trans`, /cut off/],
  ["XML cut off after an empty cue", `<transcript><text start="1">hi</text><text start="2"/>`, /cut off/],
  ["XML with an element left open", `<transcript><text start="1"><b>hi</text></transcript>`, /broken/],
  ["a declaration alone", HEAD, /cut off/],
  ["other XML", `<?xml version="1.0"?><tt xmlns="http://www.w3.org/ns/ttml"><body/></tt>`, /<tt>/],
  ["JSON cut off", `{"wireMagic":"pb3","events":[{"tStartMs":1`, /cut off/],
  ["other JSON", `{"error":{"code":403}}`, /JSON that is not captions/],
  ["a JSON array", `[]`, /JSON that is not captions/],
  ["something else", "Sign in to continue", /Sign in to continue/],
])("refuses %s, saying what it found", (_, body, message) => {
  expect(() => parseTimedText(body)).toThrow(CaptionFormatError);
  expect(() => parseTimedText(body)).toThrow(message);
});
