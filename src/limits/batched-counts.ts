import type pg from "pg";
import { RateLimiterPostgres } from "rate-limiter-flexible";

/** Keys of one statement, so that none takes long. */
const MAX_KEYS = 500;
/** What the column holds. */
const MAX_POINTS = 2 ** 31 - 1;

export type Query = { text: string; name?: string; values?: unknown[] };
export type RunQuery = <Row extends pg.QueryResultRow>(statement: Query) => Promise<pg.QueryResult<Row>>;

type Row = { key: string; points: number; expire: number };
type Result = { rows: [Row] };
type Count = {
  key: string;
  points: number;
  expire: number;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
};

/**
 * Adds points to keys of `rate_limits`, as RateLimiterPostgres does, but in one statement for all that came while the last
 * was under way: so a thousand calls at once cost a few statements. Each count gets the sum that it would have alone.
 */
export function createBatchedCounts(query: RunQuery) {
  let waiting: Count[] = [];
  let isSending = false;

  async function sendAll() {
    isSending = true;
    while (waiting.length > 0) {
      const batch = takeBatch();
      try {
        const { rows } = await query<Row>(addPoints(batch));
        settle(batch, rows);
      } catch (error) {
        for (const { reject } of batch.values().flatMap((counts) => counts)) reject(error);
      }
    }
    isSending = false;
  }

  /** The counts that wait longest, by key, each key in the order of coming. */
  function takeBatch(): Map<string, Count[]> {
    const batch = new Map<string, Count[]>();
    const later: Count[] = [];
    for (const count of waiting) {
      const same = batch.get(count.key);
      if (same) same.push(count);
      else if (batch.size < MAX_KEYS) batch.set(count.key, [count]);
      else later.push(count);
    }
    waiting = later;
    return batch;
  }

  return {
    /** The key's row with these points added. `durationMs`: a window that begins now lasts so long. */
    add: (key: string, points: number, durationMs: number): Promise<Result> =>
      new Promise((resolve, reject) => {
        waiting.push({ key, points, expire: Date.now() + durationMs, resolve, reject });
        if (!isSending) void sendAll();
      }),
  };
}

export type BatchedCounts = ReturnType<typeof createBatchedCounts>;

function addPoints(batch: Map<string, Count[]>): Query {
  const keys = [...batch.keys()].toSorted();
  const counts = keys.map((key) => batch.get(key)!);
  return {
    name: "rate-limits-add",
    // Sorted by key, so that statements of two processes do not lock rows in opposite orders.
    text: `insert into rate_limits as counted (key, points, expire)
      select * from unnest($1::text[], $2::int[], $3::bigint[]) order by 1
      on conflict (key) do update set
        points = case when counted.expire <= $4 then excluded.points
          else least(counted.points::bigint + excluded.points, ${MAX_POINTS}) end,
        expire = case when counted.expire <= $4 then excluded.expire else counted.expire end
      returning key, points, expire::float8 as expire`,
    values: [
      keys,
      counts.map((same) => Math.min(sum(same), MAX_POINTS)),
      counts.map(([first]) => first!.expire),
      Date.now(),
    ],
  };
}

/** Gives each count the row as it was after it, before those of the same key that came later. */
function settle(batch: Map<string, Count[]>, rows: Row[]) {
  for (const row of rows) {
    const same = batch.get(row.key)!;
    let { points } = row;
    for (const count of same.toReversed()) {
      count.resolve({ rows: [{ ...row, points }] });
      points -= count.points;
    }
  }
}

const sum = (counts: Count[]) => counts.reduce((total, { points }) => total + points, 0);

type PostgresOptions = ConstructorParameters<typeof RateLimiterPostgres>[0];

/** RateLimiterPostgres with statements for many counts at once, by the method that a store of the library implements. */
export class BatchedRateLimiter extends RateLimiterPostgres {
  private readonly counts: BatchedCounts;

  constructor(options: PostgresOptions, counts: BatchedCounts) {
    super(options);
    this.counts = counts;
  }

  _upsert(key: string, points: number, durationMs: number): Promise<Result> {
    return this.counts.add(key, points, durationMs);
  }
}
