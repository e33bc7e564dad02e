import { ApolloServer } from "@apollo/server";
import { ApolloServerPluginCacheControlDisabled } from "@apollo/server/plugin/disabled";
import type { GraphQLSchema } from "graphql";
import type { Logger } from "pino";
import { maskError } from "../../errors/errors.ts";
import type { Context } from "../../graphql/context.ts";
import { createOperationPlugin } from "../../graphql/execution/apollo-plugin.ts";
import { parseOptions, validationOptions, type Documents } from "../../graphql/execution/documents.ts";
import { limitRules } from "../../graphql/execution/limit-rules.ts";
import { createSandbox } from "./pages/sandbox.ts";
import { retryAfterPlugin } from "./retry-after-plugin.ts";
import { statusPlugin } from "./status-plugin.ts";

/** Headers that a page of another site cannot send without a preflight: a GET needs one, so that it cannot be forged. */
const NOT_FORGEABLE_HEADERS = ["apollo-require-preflight", "x-apollo-operation-name", "authorization"];

/**
 * Answers queries and mutations over plain HTTP, and gives browsers Sandbox, or the `fallback` page where Sandbox cannot be
 * loaded.
 */
export function createApollo(
  schema: GraphQLSchema,
  documents: Documents,
  fallback: string | null,
  logger: Logger,
) {
  return new ApolloServer<Context>({
    schema,
    formatError: (_formatted, error) => maskError(error, logger),
    includeStacktraceInErrorResponses: false,
    introspection: true,
    csrfPrevention: { requestHeaders: NOT_FORGEABLE_HEADERS },
    plugins: [
      createSandbox(fallback),
      createOperationPlugin(documents),
      statusPlugin,
      retryAfterPlugin,
      // Cache control would wrap every resolver of the schema, which makes each field and streamed event slower.
      ApolloServerPluginCacheControlDisabled(),
    ],
    stopOnTerminationSignals: false,
    allowBatchedHttpRequests: false,
    validationRules: limitRules,
    parseOptions,
    validationOptions,
    documentStore: documents.store,
    persistedQueries: { cache: documents.texts },
  });
}
