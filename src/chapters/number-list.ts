type Numbers = Int32Array<ArrayBuffer> | Float32Array<ArrayBuffer>;

/** A list of numbers that grows, in a typed array: an array of numbers takes some milliseconds to become one when it is long. */
export function createNumberList<List extends Numbers>(Kind: new (length: number) => List) {
  let values = new Kind(1024);
  let length = 0;
  return {
    get length() {
      return length;
    },
    push(value: number): void {
      if (length === values.length) {
        const longer = new Kind(length * 2);
        longer.set(values);
        values = longer;
      }
      values[length++] = value;
    },
    /** The numbers pushed so far, not copied: nothing is pushed any more. */
    toArray: (): List => values.subarray(0, length) as List,
  };
}
