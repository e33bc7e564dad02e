import { maxAliasesRule } from "@escape.tech/graphql-armor-max-aliases";
import { maxDepthRule } from "@escape.tech/graphql-armor-max-depth";
import { maxDirectivesRule } from "@escape.tech/graphql-armor-max-directives";
import { GraphQLError, type ValidationContext, type ValidationRule } from "graphql";
import { hasTooManyComparisons } from "./comparisons.ts";
import { overLimit } from "./over-limit.ts";

/** Limit of nested fields, enough for the transcripts of the videos of an answer's sources; fragments do not count. */
const MAX_DEPTH = 12;
/** Limits of what an operation has with its fragments, each counted as often as it is spread. */
const MAX_ALIASES = 100;
const MAX_DIRECTIVES = 100;
/** Pairs of fields with one response key: some 140 of one name in one place. A comparison takes about a microsecond. */
const MAX_COMPARISONS = 10_000;

/** By themselves the rules throw their errors as syntax errors. */
const reported = {
  propagateOnRejection: false,
  onReject: [
    (context: ValidationContext | null, { message }: GraphQLError) =>
      context?.reportError(new GraphQLError(message.replace("Syntax Error: ", ""))),
  ],
};

const comparisonsRule: ValidationRule = (context) => ({
  Document: {
    enter(document) {
      if (!hasTooManyComparisons(document, MAX_COMPARISONS)) return undefined;
      context.reportError(
        overLimit(
          `Fields are repeated too often: more than ${MAX_COMPARISONS} pairs would have to be merged. Select each field once.`,
        ),
      );
      return false;
    },
  },
});

/**
 * Validation rules that hold on every transport, before those of the GraphQL specification, of which some take time that
 * grows with the square of the document.
 */
export const limitRules: ValidationRule[] = [
  comparisonsRule,
  maxDepthRule({
    n: MAX_DEPTH,
    flattenFragments: true,
    ignoreIntrospection: true,
    ...reported,
  }) as ValidationRule,
  maxAliasesRule({ n: MAX_ALIASES, ...reported }) as ValidationRule,
  maxDirectivesRule({ n: MAX_DIRECTIVES, ...reported }) as ValidationRule,
];
