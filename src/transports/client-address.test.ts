import type { IncomingMessage } from "node:http";
import pino from "pino";
import { describe, expect, it } from "vitest";
import { createClientAddress } from "./client-address.ts";

const PROXY = "10.0.0.7";

const request = (forwarded: string | undefined, remoteAddress: string | undefined = PROXY) =>
  ({ headers: { "x-forwarded-for": forwarded }, socket: { remoteAddress } }) as unknown as IncomingMessage;

function create(trustProxy: false | number | string[]) {
  const lines: string[] = [];
  const logger = pino({}, { write: (line: string) => void lines.push(line) });
  return { ...createClientAddress(trustProxy, logger), lines };
}

describe("the client's address", () => {
  it.each<[string, false | number | string[], string | undefined, string]>([
    ["of the connection, where no proxy is believed", false, "192.0.2.1", PROXY],
    ["of the connection, where the proxy names none", 1, undefined, PROXY],
    ["that the one proxy names", 1, "192.0.2.1", "192.0.2.1"],
    ["that the one proxy adds to what the client made up", 1, "203.0.113.9, 192.0.2.1", "192.0.2.1"],
    ["that the outer of two proxies adds", 2, "203.0.113.9, 192.0.2.1, 10.0.0.8", "192.0.2.1"],
    ["the farthest there is, where fewer proxies were passed", 5, "192.0.2.1", "192.0.2.1"],
    ["that a proxy of the network names", ["10.0.0.0/8"], "203.0.113.9, 192.0.2.1, 10.1.2.3", "192.0.2.1"],
    ["of the connection, where it comes from another network", ["172.16.0.0/12"], "192.0.2.1", PROXY],
    ["that the last proxy names, as it is", ["uniquelocal"], "192.0.2.1, nonsense", "nonsense"],
    ["nothing, for an empty name", 1, " , ,", PROXY],
  ])("is the one %s", (_, trustProxy, forwarded, address) => {
    expect(create(trustProxy).addressOf(request(forwarded))).toBe(address);
  });

  it("is empty where the client has left", () => {
    const { addressOf } = create(false);
    expect(addressOf({ headers: {}, socket: {} } as IncomingMessage)).toBe("");
  });

  it("may be behind a proxy that is not believed, of which the operator is told once", () => {
    const { noticeProxy, lines } = create(false);
    noticeProxy(request(undefined));
    expect(lines).toEqual([]);
    for (let sent = 0; sent < 3; sent++) noticeProxy(request("192.0.2.1"));
    expect(lines).toEqual([expect.stringContaining("set TRUST_PROXY")]);
    expect(lines[0]).not.toContain("192.0.2.1");
  });

  it("is no cause for a warning where a proxy is believed", () => {
    const { noticeProxy, lines } = create(1);
    noticeProxy(request("192.0.2.1"));
    expect(lines).toEqual([]);
  });
});
