import { once } from "node:events";
import { startChild } from "./children.ts";
import type { Commands } from "./load.ts";

export type Loader = Awaited<ReturnType<typeof startLoader>>;

/** Starts the load generator. */
export async function startLoader() {
  const child = await startChild("bench/stream/load.ts");
  return {
    async run<Name extends keyof Commands>(
      name: Name,
      ...args: Parameters<Commands[Name]>
    ): Promise<Awaited<ReturnType<Commands[Name]>>> {
      child.process.send({ name, args });
      const [answer] = (await once(child.process, "message")) as [{ result: never; error?: string }];
      if (answer.error) throw new Error(answer.error);
      return answer.result;
    },
    cpu: child.cpu,
    stop: child.stop,
  };
}
