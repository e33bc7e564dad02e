import type { Filled } from "./fill.ts";
import { openLangChain, type LangChain } from "./langchain.ts";
import { OPTIONS } from "./options.ts";
import { createSearcher, nextSession, spreadSession } from "./searches.ts";
import { startServer } from "./server.ts";
import { summarize, timeInTurns, type Subject, type Times } from "./time.ts";

/** One kind of search in both databases. `recall`: the share of the nearest windows that it finds; missing where it is exact. */
export type Row = { name: string; small: Times; large: Times; recall?: { small: number; large: number } };

/** Sessions that are searched again and again: their indexes fit in the cache. */
const BUSY_SESSIONS = 50;
/** LangChain.js reads all rows of a million without an index: that is timed less often. */
const SLOW = 10;
const QUESTIONS = 40;

const COLD = "the program, cold cache";
const WARM = "the program, warm cache";
const sizes = ["small", "large"] as const;

/** Searches both databases through the program: with the sessions' indexes in memory, and without. */
export async function measureSearch(small: Filled, large: Filled): Promise<Row[]> {
  const databases = { small, large };
  const started = await Promise.all(
    sizes.map(async (size) => ({
      ...databases[size],
      size,
      warm: await startServer(databases[size].url),
      cold: await startServer(databases[size].url, { SEARCH_CACHE_BYTES: "0" }),
    })),
  );
  try {
    const subjects = started.flatMap(({ size, sessions, warm, cold }): Subject[] => {
      const [inWarm, inCold] = [createSearcher(warm.url, 1), createSearcher(cold.url, 2)];
      return [
        { name: `${WARM} ${size}`, run: (n) => inWarm(spreadSession(n, BUSY_SESSIONS, sessions)) },
        { name: `${COLD} ${size}`, run: (n) => inCold(nextSession(n, sessions)) },
      ];
    });
    await timeInTurns(subjects, { rounds: 1, turns: OPTIONS.warmUp });
    const times = await timeInTurns(subjects, { rounds: OPTIONS.rounds, turns: OPTIONS.searches });
    return [WARM, COLD].map((name) => rowOf(name, times));
  } finally {
    await Promise.all(started.flatMap(({ warm, cold }) => [warm.stop(), cold.stop()]));
  }
}

/** Searches both databases through LangChain.js, beside the program. */
export async function measureLangChain(
  small: Filled,
  large: Filled,
  say: (line: string) => void,
): Promise<Row[]> {
  const databases = { small, large };
  const servers = await Promise.all(sizes.map((size) => startServer(databases[size].url)));
  const stores: LangChain[] = [];
  for (const size of sizes)
    stores.push(await openLangChain(databases[size].url, databases[size].sessions, QUESTIONS));
  say("LangChain.js has its rows");
  const own = sizes.map((size, at): Subject => {
    const search = createSearcher(servers[at]!.url, 3);
    return {
      name: `${WARM} ${size}`,
      run: (n) => search(spreadSession(n, BUSY_SESSIONS, databases[size].sessions)),
    };
  });
  await timeInTurns(own, { rounds: 1, turns: OPTIONS.warmUp });

  async function measure(name: string, every = 1): Promise<Row[]> {
    const peers = sizes.map((size, at): Subject => ({
      name: `${name} ${size}`,
      run: stores[at]!.search,
      every,
    }));
    const times = await timeInTurns([...own, ...peers], { rounds: OPTIONS.rounds, turns: OPTIONS.searches });
    const [ofSmall, ofLarge] = stores.map((store) => store.takeRecall());
    return [
      { ...rowOf(WARM, times), name: `${WARM}, beside the next` },
      { ...rowOf(name, times), recall: { small: ofSmall!, large: ofLarge! } },
    ];
  }

  try {
    const rows = await measure("LangChain.js, no index", SLOW);
    say("LangChain.js is measured without an index");
    for (const store of stores) await store.addIndexOfSessions();
    rows.push(...(await measure("LangChain.js, index of the session")));
    if (!OPTIONS.withHnsw) return rows;
    say("LangChain.js is measured with an index of the session");
    for (const store of stores) await store.replaceByHnsw();
    say("LangChain.js has its HNSW index");
    rows.push(...(await measure("LangChain.js, HNSW")));
    return rows;
  } finally {
    for (const store of stores) await store.drop();
    await Promise.all(servers.map((server) => server.stop()));
  }
}

function rowOf(name: string, times: Map<string, number[][]>): Row {
  const of = (size: string) => summarize(times.get(`${name} ${size}`)!.filter((round) => round.length > 0));
  return { name, small: of("small"), large: of("large") };
}
