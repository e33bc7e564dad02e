import { fileURLToPath } from "node:url";
import { Migrator } from "@mikro-orm/migrations";
import { AnswerLogSchema, AnswerSchema } from "../answers/answer.ts";
import { ModelTokensSchema } from "../answers/budget/model-tokens.ts";
import { defineSearchIndex } from "../search/index/tables.ts";
import { EmbeddingModelSchema, EmbeddingModelUserSchema } from "../search/model-in-force/tables.ts";
import { ScheduledJobSchema } from "../sessions/purge-due.ts";
import { SessionSchema } from "../sessions/session.ts";
import { TranscriptSchema } from "../transcripts/transcript.ts";
import { UploadKeySchema, VideoSchema } from "../videos/video.ts";

/**
 * Tables that other programs keep in the same database: migrations neither read nor touch them. The first four are
 * those of the LangChain and Alembic libraries, which earlier systems with this job left behind.
 */
const TABLES_OF_OTHERS = [
  "langchain_pg_collection",
  "langchain_pg_embedding",
  "message_store",
  "alembic_version",
  "spatial_ref_sys",
];

/**
 * Tables of the program's own that no entity describes: two that are not logged, which MikroORM cannot say of a table, and one
 * that is read before migrations are applied.
 */
const TABLES_WITHOUT_ENTITIES = ["rate_limits", "rate_limit_keys", "schema_compatibility"];

/** MikroORM's options for the server, the CLI and tests alike; each adds its connection. */
export const ormOptions = {
  entities: [
    SessionSchema,
    TranscriptSchema,
    VideoSchema,
    UploadKeySchema,
    ...Object.values(defineSearchIndex(TranscriptSchema)),
    AnswerSchema,
    AnswerLogSchema,
    ModelTokensSchema,
    ScheduledJobSchema,
    EmbeddingModelSchema,
    EmbeddingModelUserSchema,
  ],
  extensions: [Migrator],
  migrations: {
    path: fileURLToPath(new URL("../../migrations", import.meta.url)),
    snapshot: false,
    dropTables: true,
  },
  schemaGenerator: { skipTables: [...TABLES_OF_OTHERS, ...TABLES_WITHOUT_ENTITIES] },
  // Silent: the program logs what matters itself.
  logger: () => {},
};
