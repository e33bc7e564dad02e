import { FIRST_STEPS } from "../graphql/first-steps.ts";

type WelcomeSettings = {
  openai: { chatModel: string } | null;
  database: { url: string | null; dataDir: string };
};

/** The text that is printed at start: where the server is, and what to run first. */
export function welcome(url: string, config: WelcomeSettings): string {
  const answers = config.openai
    ? config.openai.chatModel
    : "sentences quoted without a model (no key is set)";
  const database = config.database.url ? "PostgreSQL" : `PGlite in ${config.database.dataDir}`;
  const steps = FIRST_STEPS.map(({ what, operations }, index) =>
    [`${index + 1}. ${what}`, ...operations.map((operation) => operation.replaceAll(/^/gm, "   "))].join(
      "\n",
    ),
  );
  return `
video-rag is ready. Open Apollo Sandbox: ${url}
  WebSocket: ${url.replace(/^http/, "ws")}
  Database: ${database}. Answers: ${answers}.

It has these open, to run one after another:

${steps.join("\n\n")}

`;
}
