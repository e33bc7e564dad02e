import { fileURLToPath } from "node:url";
import { readVersion } from "../database/schema/program-version.ts";

const page = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** What `video-rag --help` prints. `dataDir`: where data is kept unless another directory is named. */
export const helpText = (dataDir: string): string => `\
video-rag ${readVersion()}: ask YouTube videos questions, over GraphQL

Usage:
  video-rag [--port PORT] [--data-dir DIR]   serves GraphQL and a page to try it on http://127.0.0.1:4000
  video-rag migrate [--data-dir DIR] [--embedding-model]
                                             applies the database's pending migrations, and ends
  video-rag demo [--fast] [URL]              plays the whole job in the terminal, with a server of its own
                                             or the one whose GraphQL is at URL

Options:
  --port PORT      the port to serve on, 0 for any that is free (default 4000)
  --data-dir DIR   where the embedded database is (default ${dataDir})
  --embedding-model
                   the embedding model that the settings name becomes that of the database
  --fast           answers as they come, not at reading pace
  -h, --help       prints this
  -v, --version    prints the version

Environment variables, the most important ones:
  HOST                     0.0.0.0 serves all networks, not this machine alone (default 127.0.0.1)
  PORT, DATA_DIR           the same as the options, which go before
  DATABASE_URL             PostgreSQL with pgvector, in place of the embedded database
  OPENAI_API_KEY           OpenAI writes the answers; without, sentences are quoted
  OPENAI_BASE_URL          another provider with OpenAI's API, such as Ollama or vLLM
  OPENAI_CHAT_MODEL        the model that writes (default gpt-4o-mini)
  CORS_ORIGINS             the origins of web apps that may call from elsewhere
  SESSION_EXPIRE_MINUTES   how long a session lasts unless it is used (default 15)
  LOG_LEVEL                trace, debug, info, warn, error, fatal or silent (default info)

All others: ${page("docs/configuration.md")}
How to use the server: ${page("README.md")}
`;
