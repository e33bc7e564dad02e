import { describe, expect, it } from "vitest";
import { createUsageMeter } from "./usage.ts";

const start = () => createUsageMeter((text) => text.length);

describe("createUsageMeter", () => {
  it("has nothing to say where no model was asked", () => {
    expect(start().read("a text")).toBeNull();
  });

  it("adds up what the provider counted, of a follow-up's rewriting too", () => {
    const meter = start();
    const [rewriting, answering] = [meter.request(() => 9), meter.request(() => 90)];
    answering.usage({ promptTokens: 100, completionTokens: 30 });
    rewriting.usage({ promptTokens: 10, completionTokens: 3 });
    expect(meter.read("a text")).toEqual({ promptTokens: 110, completionTokens: 33, estimated: false });
  });

  it("estimates a request that was not counted, as one that was cancelled", () => {
    const meter = start();
    meter.request(() => 9).usage({ promptTokens: 10, completionTokens: 3 });
    meter.request(() => 90);
    expect(meter.read("a text")).toEqual({ promptTokens: 100, completionTokens: 9, estimated: true });
  });

  it("estimates by its own reply a request that was not counted and is no part of the answer", () => {
    const meter = start();
    meter.request(() => 9).reply("a reply");
    expect(meter.read("")).toEqual({ promptTokens: 9, completionTokens: 7, estimated: true });
  });
});
