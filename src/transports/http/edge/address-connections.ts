import type { IncomingMessage, Server } from "node:http";
import type { Socket } from "node:net";
import type { ClientError } from "../../../errors/errors.ts";
import { rateLimited } from "../../../errors/errors.ts";
import { normalizeAddress } from "../../../limits/client-keys.ts";
import type { Metrics } from "../../../metrics/metrics.ts";
import type { ClientAddress } from "../../client-address.ts";

const LIMIT = "MAX_CONNECTIONS_PER_ADDRESS";
const RETRY_MS = 5000;
/** What is asked on a connection beyond the limit all the same: a load balancer may have many, and takes a refusal for an outage. */
const HEALTH = /^\/health\//;

type AddressConnectionsOptions = {
  /** Connections of a client's address at one time; 0: no limit. */
  max: number;
  /** How long a connection beyond the limit may take to ask for something, and to read its refusal, in milliseconds. */
  lingerMs: number;
  clientAddress: ClientAddress;
  metrics: Pick<Metrics, "rateLimited">;
};

/** Something that tells of its end, once: a connection, or the response to a request. */
type Open = { once(event: "close", listener: () => void): unknown };

/**
 * Limits the connections of each client's address. Of a proxy that is believed, whose connections are those of many, the
 * requests under way and the WebSockets are counted instead, by the address that it names.
 */
export function createAddressConnections({
  max,
  lingerMs,
  clientAddress,
  metrics,
}: AddressConnectionsOptions) {
  const counts = new Map<string, number>();
  const refused = new WeakSet<Socket>();
  if (max > 0) metrics.rateLimited(LIMIT, 0);

  /** Counts until it closes. false: there are as many already. */
  function count(address: string, open: Open): boolean {
    const key = normalizeAddress(address);
    const present = counts.get(key) ?? 0;
    if (present >= max) {
      metrics.rateLimited(LIMIT, 1);
      return false;
    }
    counts.set(key, present + 1);
    open.once("close", () => {
      const left = counts.get(key)! - 1;
      if (left > 0) counts.set(key, left);
      else counts.delete(key);
    });
    return true;
  }

  const isProxy = ({ remoteAddress }: Socket) =>
    remoteAddress !== undefined && clientAddress.trust(remoteAddress, 0);

  function onConnection(socket: Socket) {
    const { remoteAddress } = socket;
    if (remoteAddress === undefined || isProxy(socket) || count(remoteAddress, socket)) return;
    // Told to its first request, as any refusal.
    refused.add(socket);
    const timer = setTimeout(() => socket.destroy(), lingerMs);
    socket.once("close", () => clearTimeout(timer));
  }

  return {
    /** Counts the connections of a server. */
    watch(server: Server): void {
      if (max > 0) server.on("connection", onConnection);
    },

    /** Why a request is refused, whose address has too many connections; null: it is not. `open`: what closes with the request. */
    refusal(request: IncomingMessage, open: Open): ClientError | null {
      if (max === 0 || HEALTH.test(request.url ?? "")) return null;
      const { socket } = request;
      if (refused.has(socket)) return tooMany(max);
      if (!isProxy(socket) || count(clientAddress.addressOf(request), open)) return null;
      return tooMany(max);
    },
  };
}

export type AddressConnections = ReturnType<typeof createAddressConnections>;

const tooMany = (max: number) =>
  rateLimited(LIMIT, `Your address has ${max} connections open: close some, and try again.`, RETRY_MS);
