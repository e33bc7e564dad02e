import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { say } from "./report.ts";

/** The folder in which LangChain.js is installed when it is first needed, at the versions of the lock file there. */
const DIRECTORY = fileURLToPath(new URL("langchain/", import.meta.url));

export type Text = { text: string; startMs: number; endMs: number };
type Document = { pageContent: string; metadata: object };
export type Store = {
  client?: { release(): void };
  addDocuments(documents: Document[]): Promise<unknown>;
  createHnswIndex(options: { dimensions: number }): Promise<void>;
  similaritySearchVectorWithScore(
    vector: number[],
    count: number,
    filter: Record<string, string>,
  ): Promise<[{ metadata: Record<string, unknown> }, number][]>;
};
type StoreClass = { initialize(embeddings: object, options: object): Promise<Store> };

/** LangChain.js's PGVectorStore on a table of its own, with embeddings that were made before. */
export async function openLangChain(url: string, dimensions: number) {
  const PGVectorStore = await loadPGVectorStore();
  const pool = new pg.Pool({ connectionString: url });
  let next: number[][] = [];
  const embeddings = { embedDocuments: async () => next, embedQuery: async () => next[0] };
  const store = await PGVectorStore.initialize(embeddings, {
    pool,
    tableName: "langchain_texts",
    dimensions,
  });
  return {
    add(texts: Text[], vectors: number[][]) {
      next = vectors;
      return store.addDocuments(
        texts.map(({ text, startMs, endMs }) => ({ pageContent: text, metadata: { startMs, endMs } })),
      );
    },
    clear: () => pool.query("truncate langchain_texts"),
    /** Replaces the store's `end`, which waits for a connection that the store keeps. */
    async close() {
      store.client?.release();
      await pool.end();
    },
  };
}

export async function loadPGVectorStore(): Promise<StoreClass> {
  if (!existsSync(`${DIRECTORY}node_modules`)) {
    say("installing LangChain.js");
    execFileSync("npm", ["ci"], { cwd: DIRECTORY, stdio: "inherit" });
  }
  const path = createRequire(`${DIRECTORY}package.json`).resolve(
    "@langchain/community/vectorstores/pgvector",
  );
  const module = (await import(pathToFileURL(path).href)) as { PGVectorStore: StoreClass };
  return module.PGVectorStore;
}
