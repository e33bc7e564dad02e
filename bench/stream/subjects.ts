import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import manifest from "../../package.json" with { type: "json" };
import { WITHOUT_RATE_LIMITS } from "../../src/testing/server/without-rate-limits.ts";
import { startChild, type Child } from "./children.ts";

/** A server under test. */
export type Subject = {
  /** raw: text without GraphQL. peer: GraphQL without sessions and cursors. */
  kind: "raw" | "peer" | "video-rag";
  processes: Child[];
  /** The URLs at which questions are asked, and answers read. */
  askUrl: string;
  readUrls: string[];
  stop(): Promise<void>;
};

/** The flags that `npm start` sets. */
export const V8_FLAGS = manifest.scripts.start.split(" ").filter((word) => word.startsWith("--"));

export type StartOptions = { modelUrl: string; env?: Record<string, string>; execArgv?: string[] };

const startPeer = (kind: Subject["kind"], name: string) => async (options: StartOptions) => {
  const child = await startChild(`bench/stream/peers/${name}.ts`, {
    env: { OPENAI_BASE_URL: options.modelUrl, NODE_ENV: "production" },
    execArgv: options.execArgv ?? [],
  });
  return subject(kind, [child], () => child.stop());
};

async function startOnPGlite(options: StartOptions): Promise<Subject> {
  const dataDir = await mkdtemp(join(tmpdir(), "video-rag-bench-"));
  const child = await startVideoRag({ DATA_DIR: dataDir }, options);
  return subject("video-rag", [child], async () => {
    await child.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
}

/** Starts `replicas` servers on one database. The first is asked, and readers are spread over all. */
const startOnPostgreSQL = (replicas: number) => async (options: StartOptions) => {
  const url = postgreSQL();
  if (!url) throw new Error("TEST_DATABASE_URL is not set");
  const name = `video_rag_bench_${process.pid}_${Date.now()}`;
  await onServer(url, `create database ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  const children: Child[] = [];
  for (let i = 0; i < replicas; i++) children.push(await startVideoRag({ DATABASE_URL: own.href }, options));
  return subject("video-rag", children, async () => {
    await Promise.all(children.map((child) => child.stop()));
    await onServer(url, `drop database if exists ${name} with (force)`);
  });
};

/** The URL of a PostgreSQL for the benchmark; undefined: subjects that need one are left out. */
const postgreSQL = () => process.env["TEST_DATABASE_URL"];

export const subjects = {
  relay: { title: "raw relay", start: startPeer("raw", "relay") },
  apollo: { title: "Apollo Server, graphql-ws, PubSub", start: startPeer("peer", "apollo") },
  yoga: { title: "GraphQL Yoga, graphql-ws, PubSub", start: startPeer("peer", "yoga") },
  pglite: { title: "video-rag, PGlite", start: startOnPGlite },
  postgresql: { title: "video-rag, PostgreSQL, one process", start: startOnPostgreSQL(1) },
  replicas: {
    title: "video-rag, PostgreSQL, half read on a second replica",
    start: startOnPostgreSQL(2),
  },
  sockets: { title: "ws alone", start: startPeer("raw", "sockets") },
};

export type SubjectName = keyof typeof subjects;

/** Subjects that need the packages of bench/package.json, which the project's own `npm ci` does not install. */
const needsPackages = (name: SubjectName) => name === "apollo" || name === "yoga";
const packagesInstalled = () => existsSync(new URL("../node_modules", import.meta.url));
const needsPostgreSQL = (name: SubjectName) => name === "postgresql" || name === "replicas";

/** The subjects that are wanted (null: all of `names`) and can be started; says which are left out. */
export function available(names: SubjectName[], wanted: string[] | null): SubjectName[] {
  return names.filter((name) => {
    if (wanted && !wanted.includes(name)) return false;
    const missing = missingFor(name);
    if (missing)
      process.stderr.write(`Left out for want of ${missing}: ${subjects[name].title}
`);
    return !missing;
  });
}

function missingFor(name: SubjectName): string | null {
  if (needsPackages(name) && !packagesInstalled()) return "its packages (npm ci --prefix bench)";
  if (needsPostgreSQL(name) && !postgreSQL()) return "TEST_DATABASE_URL";
  return null;
}

function subject(kind: Subject["kind"], processes: Child[], stop: () => Promise<void>): Subject {
  const urls = processes.map((child) => child.url);
  return { kind, processes, askUrl: urls[0]!, readUrls: urls, stop };
}

const startVideoRag = (database: Record<string, string>, options: StartOptions) =>
  startChild("src/start.js", {
    execArgv: options.execArgv ?? [],
    env: {
      PORT: "0",
      LOG_LEVEL: "warn",
      NODE_ENV: "production",
      OPENAI_BASE_URL: options.modelUrl,
      MAX_SOCKETS_PER_SESSION: "10000",
      MAX_SUBSCRIPTIONS_PER_SOCKET: "10000",
      ...WITHOUT_RATE_LIMITS,
      // All ask at once: the door would refuse some on a slow machine.
      MAX_CONCURRENT_REQUESTS: "0",
      ...database,
      ...options.env,
    },
  });

async function onServer(url: string, statement: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
