/**
 * The edit distance of two words (Damerau's, in its restricted form: no part is edited twice), where two neighbouring
 * letters that are swapped count one. A number above `limit` where it is more than that.
 */
export function editDistance(one: string, other: string, limit: number): number {
  if (Math.abs(one.length - other.length) > limit) return limit + 1;
  let from = 0;
  while (from < one.length && from < other.length && one[from] === other[from]) from++;
  let end = one.length;
  let otherEnd = other.length;
  while (end > from && otherEnd > from && one[end - 1] === other[otherEnd - 1]) {
    end--;
    otherEnd--;
  }
  const rows = end - from;
  const columns = otherEnd - from;
  if (rows === 0 || columns === 0) return rows + columns;
  let beforeLast: number[] = [];
  let last = Array.from({ length: columns + 1 }, (_, column) => column);
  for (let row = 1; row <= rows; row++) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= columns; column++) {
      const letter = one[from + row - 1];
      const otherLetter = other[from + column - 1];
      let distance = Math.min(
        last[column]! + 1,
        current[column - 1]! + 1,
        last[column - 1]! + (letter === otherLetter ? 0 : 1),
      );
      const isSwapped =
        row > 1 && column > 1 && letter === other[from + column - 2] && one[from + row - 2] === otherLetter;
      if (isSwapped) distance = Math.min(distance, beforeLast[column - 2]! + 1);
      current.push(distance);
      least = Math.min(least, distance);
    }
    // A swap reaches back two rows, and adds one.
    if (least > limit + 1) return limit + 1;
    beforeLast = last;
    last = current;
  }
  return last[columns]!;
}
