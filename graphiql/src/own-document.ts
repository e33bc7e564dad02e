import type { FetcherOpts, FetcherParams } from "@graphiql/toolkit";
import { type DocumentNode, Kind, parse } from "graphql";

/**
 * An operation with the document, and the name, of its own text. For a moment after a tab was opened, GraphiQL gives those of
 * the tab before, by which a subscription would be taken for a query.
 */
export function withOwnDocument(
  operation: FetcherParams,
  options: FetcherOpts | undefined,
): [FetcherParams, FetcherOpts] {
  const documentAST = parsed(operation.query);
  if (!documentAST) return [operation, { ...options }];
  const names = documentAST.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? [definition.name?.value ?? null] : [],
  );
  const isOwnName = names.includes(operation.operationName ?? null);
  return [
    isOwnName || names.length !== 1 ? operation : { ...operation, operationName: names[0]! },
    { ...options, documentAST },
  ];
}

/** null where the text is none: the server says what is wrong with it. */
function parsed(query: string): DocumentNode | null {
  try {
    return parse(query);
  } catch {
    return null;
  }
}
