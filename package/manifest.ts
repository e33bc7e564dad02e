export type RootManifest = {
  name: string;
  version: string;
  description: string;
  license: string;
  type: string;
  bin: Record<string, string>;
  engines: { node: string };
  scripts: { start: string };
  dependencies: Record<string, string> & Record<"@azure/identity", string>;
  optionalDependencies: Record<"onnxruntime-node", string>;
};

/** The package.json that is published, made from the root's: what runs, and nothing of how it is made and tested. */
export function publishedManifest(root: RootManifest, environment = process.env) {
  const { name, version, description, license, type, bin, engines, scripts } = root;
  const { "@azure/identity": azureIdentity, ...dependencies } = root.dependencies;
  const bundled = root.optionalDependencies;
  return {
    name,
    version,
    description,
    keywords: ["youtube", "transcripts", "rag", "citations", "graphql", "graphql-server", "subscriptions"],
    license,
    ...repositoryOf(environment),
    type,
    bin,
    // A program, of which nothing is to be imported but what clients are generated from.
    exports: { "./package.json": "./package.json", "./schema/*": "./schema/*" },
    files: [
      "CHANGELOG.md",
      "SECURITY.md",
      "bin",
      "docs",
      "examples",
      "graphiql/dist",
      "migrations",
      "models",
      "schema",
      "seed",
      "src",
      "web/dist",
    ],
    engines,
    // Its V8 flags are those that the command sets.
    scripts: { start: scripts.start },
    dependencies: { ...dependencies, ...bundled },
    bundleDependencies: Object.keys(bundled),
    // 40 MB, for managed identities of Azure alone: those who use them install it beside.
    peerDependencies: { "@azure/identity": `^${azureIdentity}` },
    peerDependenciesMeta: { "@azure/identity": { optional: true } },
  };
}

/** Where it is built from, which npm holds against the provenance of what is published; on a machine of one's own, nowhere. */
function repositoryOf({ GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository }: NodeJS.ProcessEnv) {
  return server && repository ? { repository: { type: "git", url: `git+${server}/${repository}.git` } } : {};
}
