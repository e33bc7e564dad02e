import { createHmac, randomBytes } from "node:crypto";
import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import type { LimitScope } from "./limits.ts";

/** Whom limits count. */
export type Client = {
  /** The IP address, as the connection or a trusted proxy gives it; null: limits by address do not count. */
  address: string | null;
  /** null: limits by session do not count. */
  sessionId: string | null;
};

/** One key for all that is no address: so a malformed X-Forwarded-For makes no keys of its own. */
const NO_ADDRESS = "none";
/** The part of an IPv6 address that names a network: within it a client takes what address it likes. */
const IPV6_NETWORK_GROUPS = 4;
/** 128 bits: so many that no two clients share a key. */
const KEY_BYTES = 16;

/** The address in one form for each client: IPv6 as its network of 64 bits, and IPv4 inside IPv6 as IPv4. */
export function normalizeAddress(address: string): string {
  const text = withoutPort(address.trim());
  // ipaddr.js takes short and octal forms too.
  if (!isIP(text)) return NO_ADDRESS;
  const parsed = ipaddr.process(text);
  if (parsed instanceof ipaddr.IPv4) return parsed.toString();
  return `${parsed.parts
    .slice(0, IPV6_NETWORK_GROUPS)
    .map((part) => part.toString(16))
    .join(":")}::/64`;
}

/** Some proxies forward `192.0.2.1:50000` and `[2001:db8::1]:50000`. */
function withoutPort(address: string): string {
  const [, inBrackets] = /^\[([^\]]*)\](?::\d+)?$/.exec(address) ?? [];
  if (inBrackets !== undefined) return inBrackets;
  return /^\d+\.\d+\.\d+\.\d+:\d+$/.test(address) ? address.slice(0, address.indexOf(":")) : address;
}

/** Reads the secret of a day, such as `2026-03-01`, in UTC. Rejects where it cannot be read now. */
export type ReadSecret = (day: string) => Promise<Buffer>;

/**
 * Turns clients into keys, from which nobody without the secret can tell the address: all of IPv4 is quickly tried. Each
 * day (UTC) has a secret of its own, so that keys of different days have nothing to do with each other, and a secret that
 * leaks tells of one day alone; at midnight counts begin anew.
 */
export function createClientKeys(readSecret: ReadSecret) {
  let current: { day: string; secret: Promise<Buffer> } | null = null;
  const ownSecret = randomBytes(32);

  function secretOfToday(): Promise<Buffer> {
    const day = new Date().toISOString().slice(0, 10);
    if (current?.day === day) return current.secret;
    const read = { day, secret: readSecret(day) };
    current = read;
    // Until it can be read, keys are this process's own, as the counts are.
    read.secret = read.secret.catch(() => {
      if (current === read) current = null;
      return ownSecret;
    });
    return read.secret;
  }

  return async ({ address, sessionId }: Client, scope: LimitScope): Promise<string | null> => {
    const whose = scope === "session" ? sessionId : address;
    if (whose === null) return null;
    return createHmac("sha256", await secretOfToday())
      .update(`${scope} ${scope === "address" ? normalizeAddress(whose) : whose}`)
      .digest()
      .toString("base64url", 0, KEY_BYTES);
  };
}
