import type { TcpProxy } from "../../src/testing/network/tcp-proxy.ts";
import type { Replica } from "./replica.ts";

export type Fault = {
  name: string;
  title: string;
  /** How many tokens each answer has, 50 a second: the fault ends before the answers would. */
  tokens: number;
  /** What is between the replicas and PostgreSQL; without it they connect directly. */
  way?(databaseUrl: string): Promise<Way>;
  /** What this machine lacks for it. */
  missing?: string | undefined;
  /** What happens while the answers are written. Resolves to what else there is to say. */
  run(replicas: [Replica, Replica], databaseUrl: string, way: Way): Promise<void | string>;
};

/** How the first replica and the second reach PostgreSQL. */
export type Way = { urls: [string, string]; proxy?: TcpProxy; close(): Promise<void> };

/** A fault in which no answers are counted. */
export type OtherFault = {
  name: string;
  title: string;
  /** Resolves to what was seen, in words. */
  measure(options: { checkout: string; databaseUrl: string }): Promise<string>;
};
