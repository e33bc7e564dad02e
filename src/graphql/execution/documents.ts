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

/** Of a document in UTF-8, apart from its variables. */
export const MAX_DOCUMENT_BYTES = 100_000;
/** Deep enough for an answer's sources' videos' transcripts; fragments do not count. */
const MAX_DEPTH = 12;
const MAX_TOKENS = 2000;
/** Memory that all documents kept may take. */
const CACHE_BYTES = 16 * 1024 * 1024;
/** Memory of a token with its share of the tree, as measured. */
const BYTES_PER_TOKEN = 600;

export const parseOptions = { maxTokens: MAX_TOKENS };

/** Validation rules that hold on every transport, beside those of the GraphQL specification. */
export const limitRules: ValidationRule[] = [
  maxDepthRule({
    n: MAX_DEPTH,
    flattenFragments: true,
    ignoreIntrospection: true,
    // What the rule does of its own is to throw, as a syntax error.
    propagateOnRejection: false,
    onReject: [
      (context: ValidationContext | null, { message }: GraphQLError) =>
        context?.reportError(new GraphQLError(message.replace("Syntax Error: ", ""))),
    ],
  }) as ValidationRule,
];

/** Refuses a document that is too large, before it is parsed; null: it is not. */
export function checkDocumentSize(query: string): GraphQLError | null {
  const bytes = Buffer.byteLength(query);
  if (bytes <= MAX_DOCUMENT_BYTES) return null;
  return overLimit(
    `The document has ${bytes} bytes, and at most ${MAX_DOCUMENT_BYTES} are taken: send what is large as variables.`,
  );
}

/**
 * Parses and validates documents, and keeps those that are valid, within a bound of bytes: whoever sends them need not
 * be authorized.
 */
export function createDocuments(schema: GraphQLSchema) {
  const kept = new LRUCache<string, DocumentNode>({ maxSize: CACHE_BYTES, sizeCalculation: bytesOf });

  return {
    /** The document, or what is wrong with it. Throws a syntax error. */
    read(query: string): { document: DocumentNode } | { errors: readonly GraphQLError[] } {
      const tooLarge = checkDocumentSize(query);
      if (tooLarge) return { errors: [tooLarge] };
      const hash = createHash("sha256").update(query).digest("hex");
      const known = kept.get(hash);
      if (known) return { document: known };
      const document = parse(query, parseOptions);
      const errors = validate(schema, document, [...specifiedRules, ...limitRules]);
      if (errors.length > 0) return { errors };
      kept.set(hash, document);
      return { document };
    },

    /** The same for Apollo Server, whose keys end in the hash. It stores what it has validated by the same rules. */
    store: {
      get: async (key: string) => kept.get(hashIn(key)),
      set: async (key: string, document: DocumentNode) => void kept.set(hashIn(key), document),
      delete: async (key: string) => kept.delete(hashIn(key)),
    },

    /** The hashes of what is kept. */
    keys: () => kept.keys(),

    /** Memory of what is kept, estimated. */
    get bytes(): number {
      return kept.calculatedSize;
    },
  };
}

export type Documents = ReturnType<typeof createDocuments>;

const hashIn = (key: string) => key.slice(key.lastIndexOf(":") + 1);

function bytesOf({ loc }: DocumentNode): number {
  let tokens = 0;
  for (let token: Token | null | undefined = loc?.startToken; token; token = token.next) tokens += 1;
  // Strings are of two bytes a character where one of them is not Latin.
  return (loc?.source.body.length ?? 0) * 2 + tokens * BYTES_PER_TOKEN;
}
