/** Finds the videos of a series by the numbers in their titles (folded). */
export function createSeries(titles: { id: string; folded: string }[]) {
  /** By a number with the word before it ("lecture 3"), and alone where it counts a series ("#3"). */
  let ids: Map<string, Set<string>> | undefined;
  const idOf = (key: string): string | undefined => {
    ids ??= indexNumbers(titles);
    const found = ids.get(key);
    return found?.size === 1 ? [...found][0] : undefined;
  };

  return {
    /** The video that a number alone means ("22", "#22"). */
    numberOf(text: string): string | undefined {
      const number = /^#?(\d{1,4})$/u.exec(text)?.[1];
      return number === undefined ? undefined : idOf(`#${Number(number)}`);
    },
    /** Videos by their numbers ("lecture 3", "episode 22", "lectures 1 and 2"). `isVague`: it may count something else. */
    named(text: string, and: RegExp): { ids: string[]; from: number; to: number; isVague: boolean }[] {
      return [...text.matchAll(NUMBERED)].flatMap((match) => {
        const { word, number } = match.groups as { word?: string; number: string };
        const isPart = word !== undefined && SERIES.test(word);
        const isSeries = isPart || match[0].includes("#");
        const numberedOf = (digits: string): string | undefined =>
          idOf(`${word} ${Number(digits)}`) ??
          idOf(`${word?.replace(/s$/u, "")} ${Number(digits)}`) ??
          (isSeries ? idOf(`#${Number(digits)}`) : undefined);
        const id = numberedOf(number);
        if (id === undefined) return [];
        const named = [id];
        const isWord = isPart || idOf(`${word} ${Number(number)}`) !== undefined;
        let to = match.index + match[0].length;
        for (;;) {
          const next = MORE.exec(text.slice(to));
          const isJoined = next !== null && (next[1] === "&" || next[1]!.search(and) === 0);
          const other = isJoined ? numberedOf(next[2]!) : undefined;
          if (other === undefined) break;
          named.push(other);
          to += next![0].length;
        }
        return [
          {
            ids: named,
            from: match.index + (isWord ? 0 : match[0].search(/[#\d]/u)),
            to,
            isVague: !isSeries,
          },
        ];
      });
    },
  };
}

/** Words for a part of a series, in all languages; "video 2" is the second of the session. */
const SERIES =
  /^(?:lectures?|lec|episodes?|eps?|parts?|pt|chapters?|lessons?|talks?|podcasts?|sessions?|units?|modules?|teile?|folgen?|kapitel|lektion|vorlesung|partes?|capitulos?|episodios?|leccion|clases?|parties?|chapitres?|lecons?|cours|puntata|puntate|lezione|aulas?|deel|aflevering|les|част[а-я]+|урок[а-я]*|лекци[а-я]+|выпуск[а-я]*|сери[а-я]+|भाग|एपिसोड|الحلقة|الجزء|حلقة|جزء)$/u;
const NUMBERED =
  /(?<![\p{L}\p{N}#])(?:(?<word>\p{L}[\p{L}\p{M}]*)\.? ?(?:#|no\.? |nr\.? )?(?=[#\d])|#)#?(?<number>\d{1,4})(?![\p{L}\d]|[:.]\d)/gu;

/** "And 2" behind a number. */
const MORE = /^,? ?(\p{L}*|&) ?#?(\d{1,4})(?![\p{L}\d]|[:.]\d)/u;

function indexNumbers(titles: { id: string; folded: string }[]): Map<string, Set<string>> {
  const ids = new Map<string, Set<string>>();
  for (const { id, folded } of titles)
    for (const key of seriesKeys(folded)) ids.set(key, (ids.get(key) ?? new Set()).add(id));
  return ids;
}

/** What a title counts: "lecture 3", "#3". */
function* seriesKeys(title: string): Generator<string> {
  for (const { 0: found, groups, index } of title.matchAll(NUMBERED)) {
    const { word, number } = groups as { word?: string; number: string };
    const isLast = !/[\p{L}\p{N}]/u.test(title.slice(index + found.length));
    if (word !== undefined) yield `${word} ${Number(number)}`;
    if (word === undefined || found.includes("#") || isLast || SERIES.test(word)) yield `#${Number(number)}`;
  }
  const first = /^(\d{1,4})(?:[.):] | ?[-–|] )/u.exec(title)?.[1];
  if (first !== undefined) yield `#${Number(first)}`;
}
