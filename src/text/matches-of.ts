/**
 * All matches of a pattern with the flag g or y, as `String.matchAll` gives them, which makes a new pattern each time: V8
 * compiles it again once garbage collections have emptied its cache, for tens of milliseconds where it is long.
 */
export function matchesOf(text: string, pattern: RegExp): RegExpExecArray[] {
  const matches: RegExpExecArray[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    matches.push(match);
    // A match of nothing would be found again.
    if (match[0] === "")
      pattern.lastIndex += pattern.unicode && text.codePointAt(pattern.lastIndex)! > 0xffff ? 2 : 1;
  }
  return matches;
}
