import {
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type SelectionSetNode,
} from "graphql";

/** The fields of a response's object by their keys, before those with one key are merged. */
type Fields = Map<string, FieldNode[]>;

/** Thrown inside, to end the count. */
const OVER = Symbol("over the limit");

/**
 * Whether more than `max` pairs of fields must be compared to tell whether those with one response key can be merged, as a
 * rule of GraphQL's validation does, or more than `max` fields come out of fragments.
 */
export function hasTooManyComparisons(document: DocumentNode, max: number): boolean {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  let left = max;
  let fieldsLeft = max;
  const count = (pairs: number) => {
    left -= pairs;
    if (left < 0) throw OVER;
  };

  function collect({ selections }: SelectionSetNode, fields: Fields, spread: Set<string>): void {
    for (const selection of selections) {
      switch (selection.kind) {
        case Kind.FIELD: {
          if (--fieldsLeft < 0) throw OVER;
          const key = selection.alias?.value ?? selection.name.value;
          const same = fields.get(key);
          if (same) same.push(selection);
          else fields.set(key, [selection]);
          continue;
        }
        case Kind.INLINE_FRAGMENT:
          collect(selection.selectionSet, fields, spread);
          continue;
        case Kind.FRAGMENT_SPREAD: {
          const { value: name } = selection.name;
          const fragment = fragments.get(name);
          if (!fragment || spread.has(name)) continue;
          spread.add(name);
          // Fragments are compared with one another, too.
          count(spread.size);
          collect(fragment.selectionSet, fields, spread);
        }
      }
    }
  }

  function compare(sets: SelectionSetNode[], path: ReadonlySet<FieldNode>): void {
    const fields: Fields = new Map();
    const spread = new Set<string>();
    for (const set of sets) collect(set, fields, spread);
    for (const same of fields.values()) {
      count((same.length * (same.length - 1)) / 2);
      const inner = same.flatMap(({ selectionSet }) => selectionSet ?? []);
      // A cycle of fragments, which another rule tells.
      if (inner.length === 0 || path.has(same[0]!)) continue;
      compare(inner, new Set([...path, same[0]!]));
    }
  }

  try {
    for (const definition of document.definitions)
      if ("selectionSet" in definition) compare([definition.selectionSet], new Set());
    return false;
  } catch (error) {
    if (error === OVER) return true;
    throw error;
  }
}
