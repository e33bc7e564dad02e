import { defineConfig } from "oxlint";

/** The folders of src/, lowest first: a file imports from its own folder and from lower lines, types included. */
const LAYERS = [
  ["observability"],
  ["errors", "async", "text"],
  ["logging"],
  ["captions", "azure"],
  ["database", "models", "youtube"],
  ["metrics"],
  ["limits"],
  ["search"],
  ["chapters"],
  ["summaries", "suggestions"],
  ["transcripts"],
  ["sessions"],
  ["videos"],
  ["answers"],
  ["session-events"],
  ["graphql"],
  ["transports"],
  ["orm", "welcome", "command-line"],
];

/** The folders of web/src/, in the same way. page.ts wires them, and gives them to the parts by its context. */
const WEB_LAYERS = [["ui"], ["api"], ["session", "connection", "watch"], ["videos"], ["conversation"]];

const FOLDERS = LAYERS.flat();
const TESTS = ["**/*.test.ts", "src/testing/**"];

const LOOSE_FILES = {
  regex: String.raw`^(\.\./)+(cli|main|migrate|migrate-database|server|services|config)\.ts$`,
  message: "Only these files put the folders together.",
};
const TESTING = { regex: "/testing/", message: "Stand-ins and helpers of tests are not in the image." };
const RESOLVERS = {
  regex: String.raw`/resolvers\.ts$`,
  message: "Only the schema has resolvers: call the service.",
};

/** Forbids imports from what lies beside `folder` or above it. */
function restrict(folder: string) {
  return forbid(LOOSE_FILES, TESTING, RESOLVERS, notBelow(LAYERS, folder));
}

/** What lies beside or above the folder; of the topmost nothing does. */
function notBelow(layers: string[][], folder: string): Pattern {
  const layer = layers.findIndex((folders) => folders.includes(folder));
  const below = layers.slice(0, layer).flat();
  const others = layers.flat().filter((other) => other !== folder && !below.includes(other));
  return {
    regex: String.raw`^(\.\./)+(${others.join("|") || "(?!)"})/`,
    message: `${folder}/ may import from ${below.join(", ") || "no other folder"}.`,
  };
}

/** The page knows the server by its contract alone. */
const SERVER_SOURCE = {
  regex: String.raw`^(\.\./)+src/`,
  message: "The page goes through the public contract alone.",
};

type Pattern = { regex: string; message: string };
const forbid = (...patterns: Pattern[]): ["error", { patterns: Pattern[] }] => ["error", { patterns }];

export default defineConfig({
  plugins: ["typescript", "import", "unicorn", "promise", "vitest"],
  categories: { correctness: "error", suspicious: "error" },
  rules: {
    "typescript/no-explicit-any": "error",
    "typescript/consistent-type-imports": "error",
    "import/no-cycle": ["error", { ignoreTypes: false }],
    "no-console": "error",
    "no-await-in-loop": "off",
    "import/no-unassigned-import": "off",
    "unicorn/consistent-function-scoping": "off",
    // Of windows: threads have no origin.
    "unicorn/require-post-message-target-origin": "off",
    "no-underscore-dangle": ["error", { allow: ["__typename"] }],
    "import/no-named-as-default-member": "off",
    "promise/always-return": ["error", { ignoreLastCallback: true }],
  },
  overrides: [
    ...FOLDERS.map((folder) => ({
      files: [`src/${folder}/**`],
      excludeFiles: TESTS,
      rules: { "no-restricted-imports": restrict(folder) },
    })),
    ...WEB_LAYERS.flat().map((folder) => ({
      files: [`web/src/${folder}/**`],
      rules: { "no-restricted-imports": forbid(SERVER_SOURCE, notBelow(WEB_LAYERS, folder)) },
    })),
    {
      files: ["src/*.ts"],
      excludeFiles: TESTS,
      rules: { "no-restricted-imports": forbid(TESTING, RESOLVERS) },
    },
    // Resolvers belong to the layer of graphql/, wherever they lie.
    {
      files: ["src/*/resolvers.ts"],
      rules: { "no-restricted-imports": restrict("graphql") },
    },
    {
      files: ["src/graphql/schema.ts"],
      rules: {
        "no-restricted-imports": forbid(LOOSE_FILES, TESTING),
      },
    },
  ],
  ignorePatterns: ["src/graphql/schema.generated.ts", "web/src/api/generated", "web/dist", "graphiql/dist"],
});
