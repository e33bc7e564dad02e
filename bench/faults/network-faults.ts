import { setTimeout as sleep } from "node:timers/promises";
import { hasPgBouncer, startPgBouncer, TIME_LIMITS } from "../../src/testing/network/pgbouncer.ts";
import { startTcpProxy } from "../../src/testing/network/tcp-proxy.ts";
import type { Fault, Way } from "./fault.ts";

/** A stop that hangs is not waited for longer. */
const STOP_LIMIT_MS = 45_000;

/** Only the first replica's way can be broken. */
async function firstBehindProxy(databaseUrl: string): Promise<Way> {
  const url = new URL(databaseUrl);
  const proxy = await startTcpProxy({ host: url.hostname, port: Number(url.port || 5432) });
  url.host = `127.0.0.1:${proxy.port}`;
  return { urls: [url.href, databaseUrl], proxy, close: proxy.close };
}

async function behindPooler(databaseUrl: string): Promise<Way> {
  const { url, stop } = await startPgBouncer(databaseUrl, { mode: "transaction", ignored: TIME_LIMITS });
  return { urls: [url, url], close: stop };
}

/** What is between replicas and PostgreSQL fails, or takes something away. */
export const NETWORK_FAULTS: Fault[] = [
  {
    name: "packets",
    title: "a replica's packets to and from PostgreSQL are dropped for 20 s",
    tokens: 1500,
    way: firstBehindProxy,
    async run(_replicas, _databaseUrl, { proxy }) {
      proxy!.drop();
      await sleep(20_000);
      proxy!.pass();
    },
  },
  {
    name: "hung-stop",
    title: "SIGTERM of a replica whose packets to and from PostgreSQL are dropped",
    tokens: 1000,
    way: firstBehindProxy,
    async run([one], _databaseUrl, { proxy }) {
      proxy!.drop();
      await sleep(1000);
      const from = performance.now();
      const limit = setTimeout(() => one.signal("SIGKILL"), STOP_LIMIT_MS);
      await one.stop("SIGTERM");
      clearTimeout(limit);
      const ms = performance.now() - from;
      proxy!.pass();
      return ms < STOP_LIMIT_MS
        ? `the stop took ${(ms / 1000).toFixed(1)} s`
        : `the stop had not ended after ${STOP_LIMIT_MS / 1000} s`;
    },
  },
  {
    name: "pooler",
    title: "PgBouncer in transaction mode before PostgreSQL",
    tokens: 400,
    missing: hasPgBouncer ? undefined : "PgBouncer",
    way: behindPooler,
    async run([one]) {
      const isSaid = /pooler in transaction mode/.test(one.output());
      return isSaid ? "the start says so, and what it costs" : "the start says nothing of it";
    },
  },
];
