import { GraphQLError } from "graphql";

/** The error for a document over a limit, which is a mistake in the document like those that validation finds. */
export const overLimit = (message: string): GraphQLError =>
  // Apollo Server reads `http`; clients see the code alone.
  new GraphQLError(message, { extensions: { code: "GRAPHQL_VALIDATION_FAILED", http: { status: 400 } } });
