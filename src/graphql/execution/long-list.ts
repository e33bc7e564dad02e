import { nextTurn } from "../../async/steps.ts";
import { collectSubFields } from "@graphql-tools/utils";
import { getNamedType, isObjectType, type GraphQLResolveInfo } from "graphql";
import type { Cancellation } from "../../async/cancellation.ts";
import { bytesOfProperty, type ResponseSize } from "./response-size.ts";

/** So many items are executed in one turn of the event loop. */
const TURN = 500;
/** The least that an item counts: beside its JSON it is an object for a while. */
const ITEM_BYTES = 40;

/**
 * A list of plain objects, perhaps of many thousands, as a resolver gives it: what is selected of it counts for the size of
 * the response, and is executed in turns of the event loop, until nobody waits for it any more.
 */
export function longList<Item extends object>(
  items: Item[],
  info: GraphQLResolveInfo,
  { responseSize, cancellation }: { responseSize: ResponseSize; cancellation: Cancellation },
): (Item | Promise<Item>)[] {
  const properties = selectedProperties(info);
  for (const item of items) {
    let bytes = 0;
    for (const [key, name] of properties)
      bytes += bytesOfProperty(key, (item as Record<string, unknown>)[name]);
    responseSize.add(Math.max(bytes, ITEM_BYTES));
  }
  return items.length <= TURN ? items : inTurns(items, cancellation);
}

function inTurns<Item>(items: Item[], cancellation: Cancellation): (Item | Promise<Item>)[] {
  let turn: Promise<unknown> = Promise.resolve();
  // One item tells that the list has been left: an error for each would take longer than the list.
  const never = new Promise<Item>(() => {});
  return items.map((item, at) => {
    if (at < TURN) return item;
    if (at % TURN > 0) return turn.then(() => (cancellation.isCancelled ? never : item));
    turn = turn.then(() => nextTurn());
    return turn.then(() => {
      cancellation.throwIfCancelled();
      return item;
    });
  });
}

/** The response keys that are selected in a list's objects, with their properties. */
function selectedProperties(info: GraphQLResolveInfo): [key: string, name: string][] {
  const type = getNamedType(info.returnType);
  if (!isObjectType(type)) return [];
  const variables = { coerced: info.variableValues, sources: {} };
  const { fields } = collectSubFields(info.schema, info.fragments, variables, type, info.fieldNodes as never);
  return [...fields].map(([key, [node]]) => [key, node!.name.value]);
}
