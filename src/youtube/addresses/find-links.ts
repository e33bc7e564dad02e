import { decodeHTMLStrict } from "entities";

/** Longest link that is read, in UTF-16 units. */
const LINK_MAX_CHARS = 2048;

/** A link within a text: where it begins is certain, and what follows it may still hang on its end. */
export type FoundLink = {
  /** Without what surrounds it, as one would write it alone. */
  text: string;
  /** Absolute: with a scheme, also where the text has none. */
  url: string;
  /** The url together with what stands after a line break, which may have been put into the middle; null: nothing does. */
  continuedUrl: string | null;
  /** Which part of the text without blanks it stands in. */
  run: number;
};

/** Hosts that are YouTube's, wherever they stand without a scheme. */
const HOST = String.raw`(?:[a-z0-9-]+\.)*(?:youtube(?:-nocookie|kids|education)?\.com|youtu\.be|youtube\.googleapis\.com)`;

/** With a colon forgotten, or a semicolon in its place. */
const HTTP = String.raw`https?(?::|;?\/\/)\/*`;

/**
 * Beginnings of links: an http address of any host, an address of YouTube without a scheme or with another one, and what
 * YouTube's apps open. Inside of another address, after "=" or "/", none begins.
 */
const BEGINNING = new RegExp(
  [
    String.raw`${HTTP}(?:${HTTP})*[^\s\/?#,;|<>"'()[\]{}]*`,
    String.raw`(?<![\w.@\/=-])(?:\/\/)?${HOST}(?=[\/?#:.]|$)`,
    String.raw`(?<![\w.])(?:vnd\.)?youtube(?:\.launch)?:\/\/`,
    String.raw`(?<![\w.])vnd\.youtube(?:\.launch)?:(?=[\w-]{11}(?![\w-]))`,
  ].join("|"),
  "gi",
);

/** Schemes that may stand before a host of YouTube's: http, misspelt too, and those of apps. */
const KNOWN_SCHEME = /^(?:h{0,2}(?:t{1,3}|xx)ps?|intent|feed|view-source|com\.google\.ios\.youtube)$/i;
const SCRIPT = /^(?:javascript|vbscript|data|blob|file):/i;

/** What never belongs to a link: quotes, brackets and the like, of any script. */
const LINK_END = /["'`<>()[\]{}|^«»‹›“”„‘’「」『』【】〈〉《》〔〕（）［］]/;
const TRAILING = /[.,;:!?*~、。，；：！？…]+$/;

/**
 * The links in a text, in order: the address alone, or several, or among words, in Markdown, HTML or angle brackets, with
 * invisible characters or entities in it. Takes time linear in the length of the text.
 */
export function findLinks(input: string): FoundLink[] {
  const text = plainText(input);
  const runs = [...text.matchAll(/\S+/g)];
  return runs.flatMap(({ 0: run, index }, place) => {
    if (SCRIPT.test(run)) return [];
    const end = index + run.length;
    const next = runs[place + 1];
    const isBroken = next && (run.endsWith("=") || /[\n\r]/.test(text.slice(end, next.index)));
    const rest = isBroken && next[0].search(BEGINNING) === -1 ? next[0] : null;
    return linksOfRun(run).map((link) => ({
      ...link,
      continuedUrl: rest !== null && run.endsWith(link.text) ? absolute(link.text + rest) : null,
      run: place,
    }));
  });
}

/** Characters that nobody sees: of format, fillers, and what selects the variant of a sign. */
const WITHOUT_WIDTH = /\p{Cf}|[\u{115F}\u{1160}\u{2800}\u{3164}]|\p{Variation_Selector}|\u{34F}/gu;

/** A text without what hides in it: entities, escapes, forms of full width, and characters that have no width. */
export function plainText(input: string): string {
  let text = input.replaceAll(/[^\p{ASCII}]/gu, asciiForm).replaceAll(WITHOUT_WIDTH, "");
  if (text.includes("&")) text = decodeHTMLStrict(decodeHTMLStrict(text));
  if (!text.includes("\\")) return text;
  return text
    .replaceAll(/\\u00([0-7][0-9a-f])/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll(/\\([!-/:-@[-`{-~])/g, "$1");
}

/** The one ASCII sign that another stands for. Some signs stand for many letters, which could fill the memory. */
function asciiForm(sign: string): string {
  const form = sign.normalize("NFKC");
  return /^[!-~]$/.test(form) ? form : sign;
}

/** The links in a text without blanks. */
function linksOfRun(run: string): Pick<FoundLink, "text" | "url">[] {
  const beginnings: number[] = [];
  const other = run.search(/\w\.[a-z]{2,}[/?#]|:\/\//i);
  for (const { index, 0: found } of run.matchAll(BEGINNING)) {
    const isFirst = beginnings.length === 0 && (other === -1 || other >= index);
    if (mayBegin(run.slice(Math.max(0, index - 40), index), found, isFirst)) beginnings.push(index);
  }
  return beginnings.flatMap((at, place) => {
    const rest = run.slice(at, Math.min(beginnings[place + 1] ?? run.length, at + 2 * LINK_MAX_CHARS));
    const text = withoutSurroundings(run.slice(Math.max(0, at - 3), at), rest);
    const isLink = text.length <= LINK_MAX_CHARS && !/^https?[:;/]*$/i.test(text);
    return isLink ? [{ text, url: absolute(text) }] : [];
  });
}

/** Whether a link may begin after `before`. `isFirst`: no other address has begun before it. */
function mayBegin(before: string, found: string, isFirst: boolean): boolean {
  if (/^https?[:;/]/i.test(found)) return isFirst || !/[=/#?&%]$/.test(before);
  if (!found.startsWith("//")) return isFirst || !/[=/#?&%:]$/.test(before);
  const scheme = /([\w.+-]*)[:;]?$/.exec(before)?.[1] ?? "";
  return scheme === "" || KNOWN_SCHEME.test(scheme);
}

/** Cuts what stands after a link, which its first quote or bracket begins, and the emphasis of Markdown around it. */
function withoutSurroundings(before: string, rest: string): string {
  const end = rest.search(LINK_END);
  const text = (end === -1 ? rest : rest.slice(0, end)).replace(TRAILING, "");
  const emphasis = /_+$/.exec(before)?.[0];
  return emphasis && text.endsWith(emphasis) ? text.slice(0, -emphasis.length) : text;
}

function absolute(text: string): string {
  if (/^https?[:;/]/i.test(text)) return text.replace(new RegExp(`^(?:${HTTP})+`, "i"), "https://");
  return /^(?:vnd\.)?youtube/i.test(text) && /^[\w.]+:/.test(text)
    ? appAddress(text)
    : `https://${text.replace(/^\/+/, "")}`;
}

/** The web address of what YouTube's apps open: `vnd.youtube:ID`, `youtube://watch?v=ID`, `youtube://www.youtube.com/…`. */
function appAddress(text: string): string {
  const rest = text.replace(/^[\w.]+:\/*/, "");
  if (new RegExp(`^${HOST}(?=[/?#:.]|$)`, "i").test(rest)) return `https://${rest}`;
  return /^[\w-]{11}(?![\w-])/.test(rest) ? `https://youtu.be/${rest}` : `https://www.youtube.com/${rest}`;
}
