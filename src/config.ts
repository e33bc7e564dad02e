import { isIP } from "node:net";
import proxyAddr from "@fastify/proxy-addr";
import cron from "node-cron";
import { z } from "zod";
import { SAMPLERS } from "./observability/tracing.ts";
import { RATE_LIMIT_NAMES, RATE_LIMITS, type RateLimitName } from "./limits/limits.ts";

/** Wrong settings: `problems` has one line for each, naming the variable and what to set. Values are never repeated. */
export class ConfigError extends Error {
  readonly problems: string[];

  constructor(problems: string[]) {
    super(`The configuration is wrong:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`);
    this.name = "ConfigError";
    this.problems = problems;
  }
}

const integer = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, { error: `must be a whole number from ${min} to ${max}` })
    .transform(Number)
    .refine((value) => value >= min && value <= max, {
      error: `must be a whole number from ${min} to ${max}`,
    });

const decimal = (above: number, max: number) =>
  z
    .string()
    .transform(Number)
    .refine((value) => Number.isFinite(value) && value > above && value <= max, {
      error: `must be a number above ${above}, at most ${max}; fractions such as 0.5 are allowed`,
      // Of two wrong settings, what they are to each other is not told as well.
      abort: true,
    });

/** The value of a limit that is off: larger than any number, and small enough for PostgreSQL's integers. */
const NO_LIMIT = 1_000_000_000;

/** A limit, which 0 switches off. */
const limit = (usual: number) =>
  integer(0, 1_000_000)
    .default(usual)
    .transform((value) => value || NO_LIMIT);

const flag = z
  .enum(["true", "false", "1", "0"], { error: "must be true or false" })
  .transform((value) => value === "true" || value === "1");

/** Drivers decode the parts of a URL, and throw where one has a "%" that begins no escape. */
const isDecodable = (value: string): boolean => {
  const url = URL.parse(value);
  try {
    [url?.username, url?.password, url?.pathname].forEach((part) => decodeURIComponent(part ?? ""));
    return true;
  } catch {
    return false;
  }
};
const NOT_DECODABLE = 'has a "%" that begins no escape: write %25 for it, also in a name or password';

const httpUrl = z
  .url({ protocol: /^https?$/, error: "must be an http:// or https:// URL" })
  .refine(isDecodable, { error: NOT_DECODABLE })
  .transform((value) => value.replace(/\/+$/, ""));

const list = z.string().transform((value) =>
  value
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean),
);

/** As browsers send it: in lower case, and without its scheme's own port. */
const asSent = (origin: string): string =>
  /^https?:/i.test(origin) ? (URL.parse(origin)?.origin ?? origin) : origin;

const ORIGIN = /^(\*|[a-z][a-z\d+.-]*:\/\/[^/\s?#]+)$/i;
const origins = list
  .pipe(
    z.array(
      z.string().regex(ORIGIN, {
        error:
          "must be origins with commas between, each with its scheme and without a path, such as https://app.example or http://localhost:5173 (or * for any)",
      }),
    ),
  )
  .transform((values) => values.map(asSent));

/** What `az identity show --query clientId` prints, or `system`. */
const managedIdentity = z
  .string()
  .transform((value) => value.trim().toLowerCase())
  .pipe(
    z.string().regex(/^(system|[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12})$/, {
      error: "must be the client id of a managed identity, or system for the system-assigned one",
    }),
  );

/** What separates the parts of a URL, unescaped in a password, leaves a URL with other parts. */
const hasStrayParts = (value: string): boolean => {
  const url = URL.parse(value);
  return url !== null && (url.hash !== "" || url.pathname.includes("@") || url.search.includes("@"));
};
const POSTGRES_URL =
  "must be a URL such as postgresql://user:password@host:5432/database; write %23 for a #, %40 for a @, %2F for a /, %3F for a ? and %25 for a % in its password";

/** `false`, a number of proxies, or the addresses and networks of proxies. */
const trustProxy = z.string().transform((value, context): false | number | string[] => {
  const given = value.trim().toLowerCase();
  if (given === "false" || given === "0") return false;
  if (/^[1-9]\d?$/.test(given)) return Number(given);
  const proxies = given.split(",").map((part) => part.trim());
  if (proxies.every(isProxy)) return proxies;
  context.addIssue(
    "must be false, the number of proxies in front (1 to 99), or their addresses with commas between, such as 10.0.0.0/8, 2001:db8::1, loopback, linklocal or uniquelocal",
  );
  return z.NEVER;
});

function isProxy(text: string): boolean {
  if (/^[\d.]+(\/|$)/.test(text) && !isIP(text.split("/", 1)[0]!)) return false;
  try {
    proxyAddr.compile(text);
    return true;
  } catch {
    return false;
  }
}

/** Below what PostgreSQL's integer holds, by far enough that counts beyond a limit fit too. */
const MAX_RATE_LIMIT = 1_000_000_000;
const rateLimits = Object.fromEntries(
  RATE_LIMIT_NAMES.map((name) => [name, integer(0, MAX_RATE_LIMIT).default(RATE_LIMITS[name].default)]),
) as Record<RateLimitName, z.ZodDefault<ReturnType<typeof integer>>>;

const variables = z.object({
  HOST: z.string().default("127.0.0.1"),
  PORT: integer(0, 65_535).default(4000),
  METRICS_PORT: integer(0, 65_535).optional(),
  LOG_LEVEL: z
    .enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"], {
      error: "must be one of trace, debug, info, warn, error, fatal, silent",
    })
    .default("info"),
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl.optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: httpUrl.optional(),
  OTEL_SDK_DISABLED: flag.default(false),
  OTEL_TRACES_SAMPLER: z
    .enum(SAMPLERS, { error: `must be one of ${SAMPLERS.join(", ")}` })
    .default("parentbased_always_on"),
  OTEL_TRACES_SAMPLER_ARG: z
    .string()
    .transform(Number)
    .refine((share) => share >= 0 && share <= 1, { error: "must be a share of the traces, from 0 to 1" })
    .default(1),
  CORS_ORIGINS: origins.default([]),
  DEMO_PAGE: flag.default(true),
  STOP_GRACE_SECONDS: integer(0, 3600).default(6),

  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: POSTGRES_URL, abort: true })
    .refine((value) => !hasStrayParts(value), { error: POSTGRES_URL })
    .refine(isDecodable, { error: NOT_DECODABLE })
    .optional(),
  AZURE_POSTGRES_IDENTITY: managedIdentity.optional(),
  DATABASE_POOL_SIZE: integer(2, 1000).default(10),
  DATABASE_WAIT_SECONDS: integer(0, 86_400).default(60),
  DATABASE_STATEMENT_TIMEOUT_MS: integer(0, 3_600_000).default(15_000),
  DATABASE_LOCK_TIMEOUT_MS: integer(0, 3_600_000).default(5000),
  DATABASE_IDLE_TRANSACTION_TIMEOUT_MS: integer(0, 3_600_000).default(15_000),
  DATABASE_CONNECT_TIMEOUT_MS: integer(0, 3_600_000).default(5000),
  DATA_DIR: z.string().default("./data"),

  SESSION_EXPIRE_MINUTES: decimal(0, 5_256_000).default(15),
  SESSION_RENEW: z.enum(["on-use", "off"], { error: "must be on-use or off" }).optional(),
  SESSION_MAX_HOURS: decimal(0, 87_600).optional(),
  SESSION_PURGE_CRON: z
    .string()
    .refine((value) => cron.validate(value), { error: "must be a cron expression such as 0 0 * * *" })
    .default("0 0 * * *"),
  SESSION_PURGE_ON_START: flag.default(false),
  SESSION_MAX_VIDEOS: integer(1, 10_000).default(50),

  SEARCH_CACHE_BYTES: integer(0, 1_000_000_000_000).default(67_108_864),
  QUESTION_MAX_CHARS: integer(1, 100_000).default(2000),
  TRANSCRIPT_MAX_BYTES: integer(1000, 100_000_000).default(2_000_000),

  INGEST_CONCURRENCY: integer(1, 100).default(4),
  INGEST_MAX_ATTEMPTS: integer(1, 100).default(5),
  YOUTUBE_BASE_URL: httpUrl.default("https://www.youtube.com"),
  YOUTUBE_MIN_INTERVAL_MS: integer(0, 3_600_000).default(0),
  YOUTUBE_PROXY_URLS: list
    .pipe(
      z.array(
        z
          .url({ protocol: /^https?$/, error: "must be http:// or https:// URLs, with commas between" })
          .refine(isDecodable, { error: NOT_DECODABLE }),
      ),
    )
    .default([]),

  OPENAI_API_KEY: z.string().optional(),
  OPENAI_BASE_URL: httpUrl.optional(),
  AZURE_OPENAI_IDENTITY: managedIdentity.optional(),
  OPENAI_CHAT_MODEL: z.string().default("gpt-4o-mini"),
  OPENAI_EMBEDDING_MODEL: z.string().default("text-embedding-3-small"),
  OPENAI_EMBEDDING_DIMENSIONS: integer(1, 4000).default(512),
  PROMPT_MAX_TOKENS: integer(500, 1_000_000).default(6000),
  ANSWER_MAX_TOKENS: integer(1, 100_000).default(1000),
  MODEL_TOKENS_PER_DAY: integer(0, 1_000_000_000_000).default(0),
  ANSWER_MAX_ATTEMPTS: integer(1, 10).default(2),
  ANSWER_WAIT_SECONDS: integer(0, 86_400).default(60),
  MAX_RUNNING_ANSWERS_PER_SESSION: limit(4),
  MAX_RUNNING_ANSWERS: limit(100),
  MAX_WAITING_ANSWERS_PER_SESSION: limit(20),
  MAX_WAITING_ANSWERS: limit(1000),

  MAX_CONCURRENT_REQUESTS: integer(0, 100_000).default(25),
  MAX_CONNECTIONS: integer(0, 1_000_000).default(10_000),
  MAX_CONNECTIONS_PER_ADDRESS: integer(0, 1_000_000).default(2000),
  MAX_SUBSCRIPTIONS_PER_SOCKET: integer(1, 10_000).default(100),
  MAX_SOCKETS_PER_SESSION: integer(1, 10_000).default(20),
  MAX_HTTP_STREAMS_PER_SESSION: integer(1, 10_000).default(100),

  TRUST_PROXY: trustProxy.default(false),
  ...rateLimits,
});

/** The names of all settings. */
export const SETTINGS = Object.keys(variables.shape);

type Variables = z.output<typeof variables>;

/** Whoever has the token is the identity: it is sent to this machine, or to a server whose certificate is checked. */
function isForToken(databaseUrl: string | undefined): boolean {
  const url = URL.parse(databaseUrl ?? "");
  if (!url) return true;
  const isLocal = ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  const mode = url.searchParams.get("sslmode");
  return url.username !== "" && url.password === "" && (isLocal || mode === "verify-full");
}

const isRenewed = ({ SESSION_RENEW, DATABASE_URL }: Variables): boolean =>
  (SESSION_RENEW ?? (DATABASE_URL === undefined ? "on-use" : "off")) === "on-use";

const environmentSchema = variables
  .refine(({ PORT, METRICS_PORT }) => PORT === 0 || PORT !== METRICS_PORT, {
    path: ["METRICS_PORT"],
    error: "is the same as PORT: set another",
  })
  .refine(
    (env) =>
      !isRenewed(env) ||
      env.SESSION_MAX_HOURS === undefined ||
      env.SESSION_MAX_HOURS * 60 >= env.SESSION_EXPIRE_MINUTES,
    {
      path: ["SESSION_MAX_HOURS"],
      error:
        "is shorter than SESSION_EXPIRE_MINUTES, which a session lasts without any use: set a longer time, or SESSION_RENEW=off",
    },
  )
  .refine((env) => env.AZURE_POSTGRES_IDENTITY === undefined || env.DATABASE_URL !== undefined, {
    path: ["AZURE_POSTGRES_IDENTITY"],
    error: "needs DATABASE_URL: postgresql://NAME-OF-THE-IDENTITY@host:5432/database?sslmode=verify-full",
  })
  .refine((env) => env.AZURE_POSTGRES_IDENTITY === undefined || isForToken(env.DATABASE_URL), {
    path: ["DATABASE_URL"],
    error:
      "must have the name of the identity as its user, no password, and sslmode=verify-full, since AZURE_POSTGRES_IDENTITY is set: the password is a token",
  })
  .refine((env) => env.AZURE_OPENAI_IDENTITY === undefined || env.OPENAI_BASE_URL !== undefined, {
    path: ["AZURE_OPENAI_IDENTITY"],
    error: "needs OPENAI_BASE_URL: https://NAME.openai.azure.com/openai/v1",
  })
  .refine((env) => env.AZURE_OPENAI_IDENTITY === undefined || env.OPENAI_API_KEY === undefined, {
    path: ["AZURE_OPENAI_IDENTITY"],
    error: "is set beside OPENAI_API_KEY: unset one of them",
  });

/**
 * Reads the settings from environment variables. An empty variable counts as unset.
 * Throws one `ConfigError` with every problem.
 */
export function parseConfig(environment: Record<string, string | undefined>) {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
  const result = environmentSchema.safeParse(given);
  if (!result.success) {
    const problems = result.error.issues.map((issue) => `${issue.path[0]?.toString()} ${issue.message}`);
    // A list has an issue for each wrong entry.
    throw new ConfigError([...new Set(problems)]);
  }
  const env = result.data;
  const hasProvider = env.OPENAI_API_KEY !== undefined || env.OPENAI_BASE_URL !== undefined;
  return {
    host: env.HOST,
    port: env.PORT,
    /** null: no metrics are served. */
    metricsPort: env.METRICS_PORT ?? null,
    logLevel: env.LOG_LEVEL,
    /** What the log must not have. */
    secrets: [
      ...(env.OPENAI_API_KEY === undefined ? [] : [env.OPENAI_API_KEY]),
      ...[
        env.DATABASE_URL,
        env.OPENAI_BASE_URL,
        env.OTEL_EXPORTER_OTLP_ENDPOINT,
        env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT,
        ...env.YOUTUBE_PROXY_URLS,
      ].flatMap(passwordOf),
      ...[given.OTEL_EXPORTER_OTLP_HEADERS, given.OTEL_EXPORTER_OTLP_TRACES_HEADERS].flatMap(headerSecrets),
    ],
    /** null: no traces are exported. */
    tracing: isTraced(env) ? { sampler: env.OTEL_TRACES_SAMPLER, ratio: env.OTEL_TRACES_SAMPLER_ARG } : null,
    corsOrigins: env.CORS_ORIGINS,
    demoPage: env.DEMO_PAGE,
    /** The time that answers get to finish when the server stops. */
    stopGraceMs: env.STOP_GRACE_SECONDS * 1000,
    database: {
      url: env.DATABASE_URL ?? null,
      /** Whose token is the password; null: the URL has it. */
      identity: env.AZURE_POSTGRES_IDENTITY ?? null,
      poolSize: env.DATABASE_POOL_SIZE,
      waitMs: env.DATABASE_WAIT_SECONDS * 1000,
      dataDir: env.DATA_DIR,
      /** 0: no limit. */
      limits: {
        statementMs: env.DATABASE_STATEMENT_TIMEOUT_MS,
        lockMs: env.DATABASE_LOCK_TIMEOUT_MS,
        idleTransactionMs: env.DATABASE_IDLE_TRANSACTION_TIMEOUT_MS,
        connectMs: env.DATABASE_CONNECT_TIMEOUT_MS,
      },
    },
    sessions: {
      expireMs: milliseconds(env.SESSION_EXPIRE_MINUTES, 60_000),
      /** What a session lasts at most, however much it is used; null: use does not lengthen it. */
      maxMs: isRenewed(env) ? maxSessionMs(env) : null,
      purgeCron: env.SESSION_PURGE_CRON,
      purgeOnStart: env.SESSION_PURGE_ON_START,
      maxVideos: env.SESSION_MAX_VIDEOS,
    },
    searchCacheBytes: env.SEARCH_CACHE_BYTES,
    questionMaxChars: env.QUESTION_MAX_CHARS,
    transcriptMaxBytes: env.TRANSCRIPT_MAX_BYTES,
    ingest: { concurrency: env.INGEST_CONCURRENCY, maxAttempts: env.INGEST_MAX_ATTEMPTS },
    youtube: {
      baseUrl: env.YOUTUBE_BASE_URL,
      minIntervalMs: env.YOUTUBE_MIN_INTERVAL_MS,
      proxyUrls: env.YOUTUBE_PROXY_URLS,
    },
    /** null: the embedded models answer. */
    openai: hasProvider
      ? {
          apiKey: env.OPENAI_API_KEY ?? null,
          baseUrl: env.OPENAI_BASE_URL ?? null,
          /** Whose token is sent in place of a key; null: nobody's. */
          identity: env.AZURE_OPENAI_IDENTITY ?? null,
          chatModel: env.OPENAI_CHAT_MODEL,
          embeddingModel: env.OPENAI_EMBEDDING_MODEL,
          embeddingDimensions: env.OPENAI_EMBEDDING_DIMENSIONS,
          /** Whether the operator named the dimensions: only then are they sent to models not known to take them. */
          embeddingDimensionsGiven: given.OPENAI_EMBEDDING_DIMENSIONS !== undefined,
        }
      : null,
    answers: {
      promptMaxTokens: env.PROMPT_MAX_TOKENS,
      answerMaxTokens: env.ANSWER_MAX_TOKENS,
      /** Of the models of a provider, for all replicas together; null: no limit. */
      modelTokensPerDay: env.MODEL_TOKENS_PER_DAY || null,
      maxAttempts: env.ANSWER_MAX_ATTEMPTS,
      /** The longest wait for videos. 0: answers wait for none. */
      maxWaitMs: env.ANSWER_WAIT_SECONDS * 1000,
      limits: {
        maxRunningPerSession: env.MAX_RUNNING_ANSWERS_PER_SESSION,
        maxRunning: env.MAX_RUNNING_ANSWERS,
        maxWaitingPerSession: env.MAX_WAITING_ANSWERS_PER_SESSION,
        maxWaiting: env.MAX_WAITING_ANSWERS,
      },
    },
    /** 0: no limit. */
    maxConcurrentRequests: env.MAX_CONCURRENT_REQUESTS,
    sockets: {
      maxSubscriptions: env.MAX_SUBSCRIPTIONS_PER_SOCKET,
      maxPerSession: env.MAX_SOCKETS_PER_SESSION,
    },
    maxConnections: env.MAX_CONNECTIONS,
    maxConnectionsPerAddress: env.MAX_CONNECTIONS_PER_ADDRESS,
    httpStreams: { maxPerSession: env.MAX_HTTP_STREAMS_PER_SESSION },
    /** Whose X-Forwarded-For is believed: nobody's, that of so many proxies in front, or of proxies at these addresses. */
    trustProxy: env.TRUST_PROXY,
    /** By the names of their variables: at most so many in a window; 0: no limit. */
    rateLimits: readRateLimits(env, given),
  };
}

const isTraced = (env: Variables): boolean =>
  !env.OTEL_SDK_DISABLED &&
  (env.OTEL_EXPORTER_OTLP_ENDPOINT ?? env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT) !== undefined;

const milliseconds = (count: number, unitMs: number): number => Math.max(1, Math.round(count * unitMs));

const HOUR_MS = 3_600_000;
const DEFAULT_MAX_HOURS = 24;

/** Where nobody sets it, a day, or what a session lasts without use, if that is longer. */
function maxSessionMs({ SESSION_MAX_HOURS, SESSION_EXPIRE_MINUTES }: Variables): number {
  const givenMs = milliseconds(SESSION_MAX_HOURS ?? DEFAULT_MAX_HOURS, HOUR_MS);
  return Math.max(givenMs, milliseconds(SESSION_EXPIRE_MINUTES, 60_000));
}

/** The password in a URL, decoded; none where it has none. */
function passwordOf(url: string | undefined): string[] {
  const password = url && URL.parse(url)?.password;
  return password ? [decodeURIComponent(password)] : [];
}

/** The values of headers, such as `authorization=Bearer%20KEY,tenant=1`; of each its last word, without its scheme. */
const headerSecrets = (headers: string | undefined): string[] =>
  (headers?.split(",") ?? []).flatMap((header) => {
    const value = header.slice(header.indexOf("=") + 1).trim();
    return unescaped(value).split(" ").at(-1) || [];
  });

/** As the exporter reads a value: as it stands where it is not escaped. */
function unescaped(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

type RateLimitVariables = Record<RateLimitName | "SESSION_MAX_VIDEOS", number>;

/** The videos an hour are at least as many as a session holds, where the operator sets nothing else. */
function readRateLimits(env: RateLimitVariables, given: Record<string, string | undefined>) {
  const read = (name: RateLimitName): number =>
    RATE_LIMITS[name].action === "videos" && given[name] === undefined
      ? Math.max(env[name], env.SESSION_MAX_VIDEOS)
      : env[name];
  return Object.fromEntries(RATE_LIMIT_NAMES.map((name) => [name, read(name)])) as Record<
    RateLimitName,
    number
  >;
}

export type Config = ReturnType<typeof parseConfig>;
