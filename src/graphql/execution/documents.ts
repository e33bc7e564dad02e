import { createHash } from "node:crypto";
import {
  type GraphQLError,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
  type Token,
} from "graphql";
import { LRUCache } from "lru-cache";
import { limitRules } from "./limit-rules.ts";
import { overLimit } from "./over-limit.ts";

/** Limit of a document in UTF-8, apart from its variables. */
export const MAX_DOCUMENT_BYTES = 100_000;
const MAX_TOKENS = 2000;
/** Memory that all cached documents may take. */
const CACHE_BYTES = 16 * 1024 * 1024;
/** Memory of a token with its share of the syntax tree, as measured. */
const BYTES_PER_TOKEN = 600;

/** The most mistakes of a document that are told. */
const MAX_ERRORS = 10;

export const parseOptions = { maxTokens: MAX_TOKENS };
export const validationOptions = { maxErrors: MAX_ERRORS };

/** The error for a document that is too large to be parsed, else null. */
export function checkDocumentSize(query: string): GraphQLError | null {
  const bytes = Buffer.byteLength(query);
  if (bytes <= MAX_DOCUMENT_BYTES) return null;
  return overLimit(
    `The document has ${bytes} bytes, and at most ${MAX_DOCUMENT_BYTES} are taken: send what is large as variables.`,
  );
}

/** Parses and validates documents, and caches those that are to be kept, within a limit of bytes. */
export function createDocuments(schema: GraphQLSchema) {
  const cache = new LRUCache<string, DocumentNode>({ maxSize: CACHE_BYTES, sizeCalculation: bytesOf });
  /** What Apollo Server is executing at the moment, by hash, with how many requests have it. */
  const lent = new Map<string, { document: DocumentNode; requests: number }>();

  function validated(document: DocumentNode): readonly GraphQLError[] {
    const overLimits = validate(schema, document, limitRules, { maxErrors: 1 });
    if (overLimits.length > 0) return overLimits.slice(0, 1);
    return validate(schema, document, specifiedRules, validationOptions);
  }

  return {
    /** The document, or why it is not valid. Throws a syntax error. */
    read(query: string): { document: DocumentNode } | { errors: readonly GraphQLError[] } {
      const tooLarge = checkDocumentSize(query);
      if (tooLarge) return { errors: [tooLarge] };
      const cached = cache.get(hashOf(query));
      if (cached) return { document: cached };
      const document = parse(query, parseOptions);
      const errors = validated(document);
      return errors.length > 0 ? { errors } : { document };
    },

    /** Caches a document that `read` gave. To be called for those who have a session alone: anybody may send documents. */
    keep(document: DocumentNode): void {
      const { body } = document.loc!.source;
      const hash = hashOf(body);
      if (!cache.has(hash)) cache.set(hash, document);
    },

    /** The text of a cached document with this SHA-256, as persisted queries name it. */
    textOf: (hash: string): string | undefined => cache.get(hash)?.loc?.source.body,

    /** Lets Apollo Server take a document that `read` gave from its store, until the function that is returned is called. */
    lend(document: DocumentNode): () => void {
      const hash = hashOf(document.loc!.source.body);
      const present = lent.get(hash) ?? { document, requests: 0 };
      present.requests += 1;
      lent.set(hash, present);
      return () => {
        if (--present.requests === 0) lent.delete(hash);
      };
    },

    /** The store for Apollo Server, whose keys end in the hash: it parses nothing that has been read here. */
    store: {
      get: async (key: string) => lent.get(hashIn(key))?.document ?? cache.get(hashIn(key)),
      set: async () => {},
      delete: async (key: string) => cache.delete(hashIn(key)),
    },

    /** The texts of cached documents, as Apollo Server looks up persisted queries. */
    texts: {
      get: async (key: string) => cache.get(hashIn(key))?.loc?.source.body,
      set: async () => {},
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

const hashOf = (query: string) => createHash("sha256").update(query).digest("hex");

const hashIn = (key: string) => key.slice(key.lastIndexOf(":") + 1);

function bytesOf({ loc }: DocumentNode): number {
  let tokens = 0;
  for (let token: Token | null | undefined = loc?.startToken; token; token = token.next) tokens += 1;
  // A string has two bytes a character where one of them is not in Latin-1.
  return (loc?.source.body.length ?? 0) * 2 + tokens * BYTES_PER_TOKEN;
}
