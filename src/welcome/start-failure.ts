import { TokenError } from "../azure/entra-token.ts";
import { DataDirInUseError } from "../database/data-dir-lock.ts";
import { NewerDatabaseError } from "../database/schema/lowest-version.ts";
import { causesOf, reasonOf } from "../errors/causes.ts";

/** What of the settings a failure is told with. */
export type FailedSettings = {
  host: string;
  port: number;
  metricsPort: number | null;
  database: { url: string | null; dataDir: string; identity?: string | null };
};

/** What is wrong, and what to do about it: sentences for whoever started the program. */
export type Explanation = { wrong: string; remedy: string };

/** A failure as Node or PostgreSQL's driver gives it. */
type Failure = Error & {
  code?: string;
  syscall?: string;
  hostname?: string;
  port?: number;
  path?: string;
};

type Explain = (failure: Failure, settings: FailedSettings) => Explanation | null;

/** The last words of a start that failed. `hints` are further lines, such as settings that are misspelled. */
export function startFailure(
  error: unknown,
  settings: FailedSettings,
  hints: readonly string[] = [],
): string {
  const { wrong, remedy } = explainStartFailure(error, settings) ?? {
    wrong: reasonOf(error),
    remedy: "The log line above has the details.",
  };
  return `\n${[`video-rag could not start: ${wrong}`, remedy, ...hints].join("\n  ")}\n`;
}

/** Explains the innermost cause that is known. null: none is, and the log line with its stack says more. */
export function explainStartFailure(error: unknown, settings: FailedSettings): Explanation | null {
  for (const cause of causesOf(error).toReversed()) {
    if (cause instanceof NewerDatabaseError)
      return {
        wrong: `${cause.message}.`,
        remedy: `Start that version or a later one, or set ${settings.database.url ? "DATABASE_URL to another database" : "DATA_DIR to another directory"}.`,
      };
    if (cause instanceof DataDirInUseError)
      return { wrong: `${cause.message}.`, remedy: "Stop it, or set DATA_DIR to another directory." };
    if (cause instanceof TokenError) return noToken(cause);
    const { code } = cause as Failure;
    const explanation =
      (code !== undefined && BY_CODE[code]?.(cause, settings)) || explainMessage(cause, settings);
    if (explanation) return explanation;
  }
  return null;
}

const BY_CODE: Record<string, Explain> = {
  EADDRINUSE: ({ port }, settings) => ({
    wrong: `port ${port} of ${settings.host} is in use by another program.`,
    remedy: `Stop that program, or set ${portSetting(port, settings)} to another port.`,
  }),
  EADDRNOTAVAIL: (_, { host }) => unknownHost(host),
  EACCES({ port, syscall }, settings) {
    if (syscall !== "listen") return directoryNotWritable(settings);
    return {
      wrong: `this user may not listen on port ${port} of ${settings.host}.`,
      remedy: `Set ${portSetting(port, settings)} to a port above 1023.`,
    };
  },
  ENOENT({ path = "", syscall }, settings) {
    if (syscall === "connect") return databaseAway(settings, "cannot be reached");
    return syscall === "mkdir" ? directoryNotMade(settings) : fileOfUrlMissing(path, settings);
  },
  EPERM: (_, settings) => directoryNotWritable(settings),
  EROFS: (_, settings) => directoryNotWritable(settings),
  EEXIST: (_, settings) => directoryIsFile(settings),
  ENOTDIR: (_, settings) => directoryIsFile(settings),

  ENOTFOUND: hostUnknown,
  // As where no name server answers.
  EAI_AGAIN: hostUnknown,
  ECONNREFUSED: (_, settings) => databaseAway(settings, "refuses connections"),
  ETIMEDOUT: (_, settings) => databaseAway(settings, "gives no answer"),
  EHOSTUNREACH: (_, settings) => databaseAway(settings, "cannot be reached"),
  ENETUNREACH: (_, settings) => databaseAway(settings, "cannot be reached"),
  "28P01": (_, settings) =>
    inDatabase(settings, ({ user }) =>
      settings.database.identity
        ? tokenRefused(user, settings.database.identity)
        : {
            wrong: `PostgreSQL refuses the password of ${user}, or has no such role.`,
            remedy:
              "Correct it in DATABASE_URL; write %23 for a #, %40 for a @, %2F for a /, %3F for a ? and %25 for a % in it.",
          },
    ),
  "28000": ({ message }, settings) =>
    inDatabase(settings, ({ user }) =>
      /does not exist/.test(message)
        ? {
            wrong: `PostgreSQL has no role ${user}.`,
            remedy: `Create it (create role "${user}" login password '…'), or name another in DATABASE_URL.`,
          }
        : {
            wrong: `PostgreSQL does not let ${user} in: ${message}.`,
            remedy:
              "Allow it in PostgreSQL's pg_hba.conf; where that asks for TLS, add ?sslmode=require to DATABASE_URL.",
          },
    ),
  "3D000": (_, settings) =>
    inDatabase(settings, ({ name }) => ({
      wrong: `PostgreSQL has no database ${name}.`,
      remedy: `Create it (create database "${name}"), or name another in DATABASE_URL.`,
    })),
  "42501": ({ message }, settings) =>
    inDatabase(settings, ({ user, name }) =>
      /extension/.test(message)
        ? {
            wrong: `${user} may not create the extension vector (pgvector) in ${name}.`,
            remedy: `Let a superuser run "create extension vector" there once.`,
          }
        : {
            wrong: `${user} lacks a right in ${name}: ${firstLine(message)}.`,
            remedy: `Make it the owner: alter database "${name}" owner to "${user}"; on a schema: grant all on schema public to "${user}".`,
          },
    ),
};

/** Failures that have no code of their own, or share it with others. */
const BY_MESSAGE: [RegExp, Explain][] = [
  [
    /extension "vector"|extension\/vector\.control|type "vector" does not exist/,
    () => ({
      wrong: "PostgreSQL has no pgvector.",
      remedy:
        "Install it (Debian: postgresql-17-pgvector; Docker: the image pgvector/pgvector:pg17), or allow the extension vector where the database is a cloud's.",
    }),
  ],
  [
    /unsupported startup parameter/,
    ({ message }, settings) =>
      inDatabase(settings, ({ host }) => ({
        wrong: `the pooler at ${host} refuses the time limits of connections: ${message}.`,
        remedy:
          "Connect to PostgreSQL directly; or let PgBouncer pass over them, which then do not hold: ignore_startup_parameters = statement_timeout,lock_timeout,idle_in_transaction_session_timeout,options",
      })),
  ],
  [
    /does not support SSL connections/,
    () => ({
      wrong: "PostgreSQL takes no TLS, which DATABASE_URL asks for.",
      remedy: "Remove sslmode from DATABASE_URL, or switch TLS on in PostgreSQL.",
    }),
  ],
  [
    /certificate/i,
    ({ message }) => ({
      wrong: `PostgreSQL's certificate is not trusted: ${message}.`,
      remedy:
        "Add &sslrootcert=FILE with its authority's certificate to DATABASE_URL, or sslmode=no-verify to trust any.",
    }),
  ],
  [
    /password must be a string/,
    () => ({
      wrong: "PostgreSQL asks for a password, and DATABASE_URL has none.",
      remedy: "Write it as postgresql://user:password@host:5432/database.",
    }),
  ],
];

const noToken = (error: TokenError): Explanation => ({
  wrong: `${reasonOf(error)}.`,
  remedy:
    error.code === "ENTRA_PACKAGE"
      ? "Install it beside video-rag (npm install @azure/identity), or unset AZURE_POSTGRES_IDENTITY and write a password into DATABASE_URL."
      : "Assign the identity to the container app (az containerapp identity assign), and set AZURE_POSTGRES_IDENTITY to its client id, or to system. Only machines of Azure have managed identities.",
});

const tokenRefused = (user: string, identity: string): Explanation => ({
  wrong: `PostgreSQL refuses the token of the managed identity ${identity} for ${user}, or has no such role.`,
  remedy: `The user of DATABASE_URL must be the name of that identity, and the identity an administrator of the server, or a role made for it: az postgres flexible-server microsoft-entra-admin list shows the first, select pgaadauth_create_principal('${user}', false, false) makes the second.`,
});

const explainMessage: Explain = (failure, settings) =>
  BY_MESSAGE.find(([pattern]) => pattern.test(failure.message))?.[1](failure, settings) ?? null;

const portSetting = (port: number | undefined, settings: FailedSettings): string =>
  port === settings.metricsPort && port !== settings.port ? "METRICS_PORT" : "PORT";

function hostUnknown({ hostname }: Failure, settings: FailedSettings): Explanation | null {
  return hostname === settings.host ? unknownHost(hostname) : databaseHostUnknown(settings);
}

const unknownHost = (host: string): Explanation => ({
  wrong: `${host} is no address of this machine.`,
  remedy: "Set HOST to 127.0.0.1 for this machine alone, or to 0.0.0.0 for all its networks.",
});

const directoryNotWritable = (settings: FailedSettings) =>
  inDirectory(settings, (dataDir) => ({
    wrong: `this user may not write in DATA_DIR ${dataDir}.`,
    remedy: "Make it the owner of that directory, or set DATA_DIR to another.",
  }));

const directoryNotMade = (settings: FailedSettings) =>
  inDirectory(settings, (dataDir) => ({
    wrong: `DATA_DIR ${dataDir} cannot be made, as its file system takes no directories.`,
    remedy: "Set DATA_DIR to a directory on a disk.",
  }));

const directoryIsFile = (settings: FailedSettings) =>
  inDirectory(settings, (dataDir) => ({
    wrong: `DATA_DIR ${dataDir} is no directory.`,
    remedy: "Set DATA_DIR to a directory, which is made where it is missing.",
  }));

/** With PostgreSQL the directory is not used, and a file that cannot be opened is another. */
const inDirectory = (
  { database }: FailedSettings,
  explain: (dataDir: string) => Explanation,
): Explanation | null => (database.url === null ? explain(database.dataDir) : null);

type Target = { host: string; user: string; name: string };

function inDatabase(
  { database }: FailedSettings,
  explain: (target: Target) => Explanation,
): Explanation | null {
  const url = database.url === null ? null : URL.parse(database.url);
  if (!url) return null;
  const user = decodeURIComponent(url.username) || "the user of this process";
  const name = decodeURIComponent(url.pathname.slice(1)) || user;
  return explain({ host: url.host || "its socket", user, name });
}

/** Such as that of `sslrootcert`. */
function fileOfUrlMissing(path: string, { database }: FailedSettings): Explanation | null {
  const parameters = database.url === null ? null : URL.parse(database.url)?.searchParams;
  if (!parameters || ![...parameters.values()].includes(path)) return null;
  return {
    wrong: `DATABASE_URL names the file ${path}, which is not there.`,
    remedy: "Correct its path, or put the file there.",
  };
}

const databaseHostUnknown = (settings: FailedSettings) =>
  inDatabase(settings, ({ host }) => ({
    wrong: `the host of DATABASE_URL, ${host}, is not known.`,
    remedy: "Correct its name, or look at this machine's DNS.",
  }));

const databaseAway = (settings: FailedSettings, does: string) =>
  inDatabase(settings, ({ host }) => ({
    wrong: `PostgreSQL at ${host} ${does}.`,
    remedy:
      "Start it, or correct host and port in DATABASE_URL. Without DATABASE_URL the embedded database is used.",
  }));

const firstLine = (text: string): string => text.split("\n", 1)[0]!;
