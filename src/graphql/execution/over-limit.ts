import { GraphQLError } from "graphql";

/** A document that is over a limit is a mistake in the document, like those that validation finds. */
export const overLimit = (message: string): GraphQLError =>
  // `http` is what Apollo Server reads; clients are told of the code alone.
  new GraphQLError(message, { extensions: { code: "GRAPHQL_VALIDATION_FAILED", http: { status: 400 } } });
