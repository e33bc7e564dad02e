import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { GRAPHIQL_POLICY, PAGE_POLICY } from "./policies.ts";

/** Where Vite puts what it builds. */
export type PageDirectories = { demo: string; graphiql: string };

const ofProject = (path: string) => fileURLToPath(new URL(`../../../../${path}`, import.meta.url));

export const PAGE_DIRECTORIES: PageDirectories = {
  demo: ofProject("web/dist"),
  graphiql: ofProject("graphiql/dist"),
};

/** A page that Vite builds. */
export type Page = {
  name: string;
  /** Where browsers find it. Its other files are below. */
  path: string;
  directory: string;
  policy: string;
  isBuilt: boolean;
};

/** The pages that are to be served, whether they are built or not. */
export function findPages({ demo, graphiql }: PageDirectories, { demoPage }: { demoPage: boolean }): Page[] {
  const pages = [
    ...(demoPage ? [{ name: "The page", path: "/", directory: demo, policy: PAGE_POLICY }] : []),
    { name: "GraphiQL", path: "/graphiql", directory: graphiql, policy: GRAPHIQL_POLICY },
  ];
  return pages.map((page) => ({ ...page, isBuilt: existsSync(join(page.directory, "index.html")) }));
}
