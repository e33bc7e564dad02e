import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { query } from "../ingest/own-database.ts";
import type { Fault } from "./fault.ts";
import { NETWORK_FAULTS } from "./network-faults.ts";

const name = (databaseUrl: string) => new URL(databaseUrl).pathname.slice(1);

export const FAULTS: Fault[] = [
  { name: "none", title: "nothing happens", tokens: 400, run: async () => {} },
  {
    name: "kill",
    title: "SIGKILL of a replica, which is started again",
    tokens: 400,
    async run([one]) {
      await one.stop("SIGKILL");
      await one.start();
    },
  },
  {
    name: "rolling",
    title: "a rolling restart: each is replaced in turn, and stopped once the new one is ready",
    tokens: 1000,
    async run([one, other]) {
      for (const replica of [one, other]) await replica.replace();
    },
  },
  {
    name: "rolling-stop-first",
    title: "a rolling restart that stops first: SIGTERM of each in turn, the next once the first is back",
    tokens: 1000,
    async run([one, other]) {
      for (const replica of [one, other]) {
        await replica.stop("SIGTERM");
        await replica.start();
      }
    },
  },
  {
    name: "frozen",
    title: "a replica stands still for 20 s (SIGSTOP)",
    tokens: 1500,
    async run([one]) {
      one.signal("SIGSTOP");
      await sleep(20_000);
      one.signal("SIGCONT");
    },
  },
  {
    name: "read-only",
    title: "the database takes no changes for 45 s",
    tokens: 400,
    async run(_, databaseUrl) {
      await query(databaseUrl, `alter database ${name(databaseUrl)} set default_transaction_read_only = on`);
      await endConnections(databaseUrl);
      await sleep(45_000);
      await query(
        databaseUrl,
        `begin read write; alter database ${name(databaseUrl)} reset default_transaction_read_only; commit`,
      );
      await endConnections(databaseUrl);
    },
  },
  {
    name: "locked",
    title: "the table of answers is locked for 20 s",
    tokens: 1000,
    async run(_, databaseUrl) {
      const client = new pg.Client({ connectionString: databaseUrl });
      await client.connect();
      await client.query("begin; lock table answers in access exclusive mode");
      await sleep(20_000);
      await client.query("commit");
      await client.end();
    },
  },
  {
    name: "connections",
    title: "all connections to the database are ended, five times",
    tokens: 400,
    async run(_, databaseUrl) {
      for (let time = 0; time < 5; time++) {
        await endConnections(databaseUrl);
        await sleep(1000);
      }
    },
  },
  ...NETWORK_FAULTS,
];

const endConnections = (databaseUrl: string) =>
  query(
    databaseUrl,
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid()`,
  );
