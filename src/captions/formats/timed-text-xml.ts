import { Parser } from "htmlparser2";
import type { Cue } from "../cue.ts";
import { CaptionFormatError } from "./caption-format-error.ts";
import { plainText } from "./cue-blocks/caption-markup.ts";
import { timedCue } from "../estimate-end.ts";

// Captions nest five deep. The parser's stack costs quadratic time, so a document that only opens tags is refused early.
const MAX_DEPTH = 32;

/**
 * Parses YouTube's XML captions: srv3 and srv2 (`<timedtext>`, milliseconds) and the classic format (`<transcript>`,
 * seconds). The words are as in the file, to be normalised before use. Throws `CaptionFormatError` for other XML and for
 * truncated XML.
 */
export function parseTimedTextXml(body: string): Cue[] {
  const cues: Cue[] = [];
  const open: string[] = [];
  let root: string | undefined;
  let read: ReadCue | undefined;
  let words = "";
  let isAtEnd = false;

  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (root === undefined) {
          root = name;
          if (root !== "timedtext" && root !== "transcript")
            throw new CaptionFormatError(`Found XML that is not captions: <${name.slice(0, 40)}>`);
        }
        if (open.push(name) > MAX_DEPTH)
          throw new CaptionFormatError("Found XML nested deeper than captions are");
        if (name === "p" || name === "text") {
          read = root === "transcript" ? classicCue(attributes) : millisecondCue(attributes);
          words = "";
        } else if (name === "br") words += "\n";
      },
      ontext(text) {
        if (read !== undefined) words += text;
      },
      onclosetag(name, isImplied) {
        open.pop();
        // An element closed by the end of the input, not by its tag: the document is cut off.
        if (isImplied && (isAtEnd || !selfClosing(parser, body))) throw truncated();
        if (read === undefined || (name !== "p" && name !== "text")) return;
        if (words.trim() !== "") cues.push(read(words));
        read = undefined;
      },
    },
    { xmlMode: true },
  );
  parser.write(body);
  isAtEnd = true;
  parser.end();
  if (root === undefined) throw truncated();
  return cues;
}

type ReadCue = (text: string) => Cue;

function millisecondCue(attributes: Record<string, string>): ReadCue {
  return (text) => timedCue(numberIn(attributes.t) ?? 0, numberIn(attributes.d), text);
}

// The classic format wraps HTML in XML: "what&amp;#39;s", "&lt;i>not&lt;/i>". The parser has taken off the XML.
function classicCue(attributes: Record<string, string>): ReadCue {
  const duration = numberIn(attributes.dur);
  return (text) =>
    timedCue(
      (numberIn(attributes.start) ?? 0) * 1_000,
      duration === undefined ? undefined : duration * 1_000,
      plainText(text),
    );
}

function numberIn(value: string | undefined): number | undefined {
  if (value === undefined || value.trim() === "") return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** Whether the tag just closed was `<p/>`, which the parser reports as implied too, with its position on the ">". */
function selfClosing(parser: Parser, body: string): boolean {
  return body[parser.endIndex] === ">" && body[parser.endIndex - 1] === "/";
}

function truncated(): CaptionFormatError {
  return new CaptionFormatError("Found XML that is broken or cut off before its end");
}
