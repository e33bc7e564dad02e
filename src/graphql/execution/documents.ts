import { createHash } from "node:crypto";
import { maxDepthRule } from "@escape.tech/graphql-armor-max-depth";
import {
  GraphQLError,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
  type Token,
  type ValidationContext,
  type ValidationRule,
} from "graphql";
import { LRUCache } from "lru-cache";
import { overLimit } from "./over-limit.ts";

/** Limit of a document in UTF-8, apart from its variables. */
export const MAX_DOCUMENT_BYTES = 100_000;
/** Limit of nested fields, enough for the transcripts of the videos of an answer's sources; fragments do not count. */
const MAX_DEPTH = 12;
const MAX_TOKENS = 2000;
/** Memory that all cached documents may take. */
const CACHE_BYTES = 16 * 1024 * 1024;
/** Memory of a token with its share of the syntax tree, as measured. */
const BYTES_PER_TOKEN = 600;

export const parseOptions = { maxTokens: MAX_TOKENS };

/** Validation rules that hold on every transport, beside those of the GraphQL specification. */
export const limitRules: ValidationRule[] = [
  maxDepthRule({
    n: MAX_DEPTH,
    flattenFragments: true,
    ignoreIntrospection: true,
    // By itself the rule throws its error as a syntax error.
    propagateOnRejection: false,
    onReject: [
      (context: ValidationContext | null, { message }: GraphQLError) =>
        context?.reportError(new GraphQLError(message.replace("Syntax Error: ", ""))),
    ],
  }) as ValidationRule,
];

/** The error for a document that is too large to be parsed, else null. */
export function checkDocumentSize(query: string): GraphQLError | null {
  const bytes = Buffer.byteLength(query);
  if (bytes <= MAX_DOCUMENT_BYTES) return null;
  return overLimit(
    `The document has ${bytes} bytes, and at most ${MAX_DOCUMENT_BYTES} are taken: send what is large as variables.`,
  );
}

/**
 * Parses and validates documents, and caches those that are valid, within a limit of bytes, since their senders need not be
 * authorized.
 */
export function createDocuments(schema: GraphQLSchema) {
  const cache = new LRUCache<string, DocumentNode>({ maxSize: CACHE_BYTES, sizeCalculation: bytesOf });

  return {
    /** The document, or why it is not valid. Throws a syntax error. */
    read(query: string): { document: DocumentNode } | { errors: readonly GraphQLError[] } {
      const tooLarge = checkDocumentSize(query);
      if (tooLarge) return { errors: [tooLarge] };
      const hash = createHash("sha256").update(query).digest("hex");
      const cached = cache.get(hash);
      if (cached) return { document: cached };
      const document = parse(query, parseOptions);
      const errors = validate(schema, document, [...specifiedRules, ...limitRules]);
      if (errors.length > 0) return { errors };
      cache.set(hash, document);
      return { document };
    },

    /** The cache for Apollo Server, whose keys end in the hash, and which validates by the same rules. */
    store: {
      get: async (key: string) => cache.get(hashIn(key)),
      set: async (key: string, document: DocumentNode) => void cache.set(hashIn(key), document),
      delete: async (key: string) => cache.delete(hashIn(key)),
    },

    /** The hashes of the cached documents. */
    keys: () => cache.keys(),

    /** Estimated memory of the cached documents. */
    get bytes(): number {
      return cache.calculatedSize;
    },
  };
}

export type Documents = ReturnType<typeof createDocuments>;

const hashIn = (key: string) => key.slice(key.lastIndexOf(":") + 1);

function bytesOf({ loc }: DocumentNode): number {
  let tokens = 0;
  for (let token: Token | null | undefined = loc?.startToken; token; token = token.next) tokens += 1;
  // A string has two bytes a character where one of them is not in Latin-1.
  return (loc?.source.body.length ?? 0) * 2 + tokens * BYTES_PER_TOKEN;
}
