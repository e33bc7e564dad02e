import { FIRST_STEPS, headingOf } from "../graphql/first-steps.ts";

type WelcomeSettings = {
  openai: { chatModel: string } | null;
  database: { url: string | null; dataDir: string };
  demoPage: boolean;
};

/** The text that is printed at start: where the server is, and what to run first. */
export function welcome(url: string, config: WelcomeSettings): string {
  const answers = config.openai
    ? config.openai.chatModel
    : "sentences quoted without a model (no key is set)";
  const database = config.database.url ? "PostgreSQL" : `PGlite in ${config.database.dataDir}`;
  const steps = FIRST_STEPS.map((step, index) =>
    [headingOf(step, index), ...step.operations.map((operation) => operation.replaceAll(/^/gm, "   "))].join(
      "\n",
    ),
  );
  const page = config.demoPage ? `\n  The page: ${new URL("/", url).href}` : "";
  return `
video-rag is ready. Open Apollo Sandbox: ${url}${page}
  GraphiQL, which needs no internet: ${new URL("/graphiql", url).href}
  WebSocket: ${url.replace(/^http/, "ws")}
  Database: ${database}. Answers: ${answers}.

Sandbox and GraphiQL have these open, to run one after another:

${steps.join("\n\n")}

`;
}
