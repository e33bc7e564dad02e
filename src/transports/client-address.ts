import type { IncomingMessage } from "node:http";
import proxyAddr from "@fastify/proxy-addr";
import type { Logger } from "pino";

/** Whether a proxy is believed, by its address and how many are nearer to this server. */
export type TrustProxy = (address: string, hop: number) => boolean;

/**
 * Finds the IP address of clients behind proxies. `trustProxy`: believed is nobody, the nearest so many proxies, or those at
 * these addresses; the last address in X-Forwarded-For that none of them vouches for is not looked at.
 */
export function createClientAddress(trustProxy: false | number | string[], logger: Logger) {
  const trust = compile(trustProxy);
  let hasWarned = false;

  return {
    /** For Fastify, so that `request.ip` is this address too. */
    trust,

    /** The client's address as it was sent: not every proxy sends one that is well formed. Empty where the client has left. */
    addressOf: (request: IncomingMessage): string => proxyAddr(request, trust) ?? "",

    /** Tells the operator, once, of a proxy that is not believed: all its clients have one address, and share its limits. */
    noticeProxy({ headers }: IncomingMessage): void {
      if (hasWarned || trustProxy !== false || headers["x-forwarded-for"] === undefined) return;
      hasWarned = true;
      logger.warn(
        "A request has X-Forwarded-For, which TRUST_PROXY says not to believe. If a proxy of yours sent it, set TRUST_PROXY: its clients share the rate limits of one address",
      );
    },
  };
}

function compile(trustProxy: false | number | string[]): TrustProxy {
  if (trustProxy === false) return () => false;
  if (typeof trustProxy === "number") return (_, hop) => hop < trustProxy;
  return proxyAddr.compile(trustProxy);
}

export type ClientAddress = ReturnType<typeof createClientAddress>;
