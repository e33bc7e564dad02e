import type { Logger } from "pino";
import { v7 as uuid } from "uuid";
import { withTimeout } from "../../async/with-timeout.ts";
import type { Database } from "../../database/open.ts";
import type { EmbeddingModel } from "../../models/embeddings/embedding-model.ts";
import { leave, stayAlive, takeOver, type AgreedModel, type NamedModel } from "./tables.ts";

/** The embedding model that this process uses, which may change while it runs. */
export type ModelInForce = {
  /** null: there is none that this process can use, and transcripts are read and found by their words alone. */
  current(): EmbeddingModel | null;
  /** The name of the model that the settings name; null: they name none. */
  named: string | null;
  /** Calls the listener with the model in use, and with each that is used later. */
  onUse(listener: (model: EmbeddingModel) => void): void;
  /** This process as others see that it is alive, in the order of time; null: they do not see it. */
  processId: string | null;
  /** Ends all models. */
  close(): Promise<void>;
};

/** A process is taken for dead so many milliseconds after it said that it is alive. */
const ALIVE_MS = 60_000;
const EVERY_MS = 15_000;
/** A stop does not wait longer for the database: a process that did not say goodbye is taken for dead soon. */
const LEAVE_MS = 1000;

export type ModelInForceOptions = {
  database: Database;
  /** The model that the settings name. */
  own: EmbeddingModel;
  /** Where `own` is called, without a password; null: the server brings it along. */
  provider: string | null;
  /** Starts a model that the settings do not name; null where they do not suffice for it. */
  start: (model: NamedModel) => Promise<EmbeddingModel | null>;
  logger: Logger;
  /** Tests replace it: a monotonic clock in milliseconds. */
  now?: () => number;
};

/** For a process without a database to agree on, or without a model of its own. */
export const onlyModel = (embedding: EmbeddingModel | null): ModelInForce => ({
  current: () => embedding,
  named: embedding?.name ?? null,
  onUse: (listener) => void (embedding && listener(embedding)),
  processId: null,
  close: async () => embedding?.close(),
});

/**
 * Agrees with all processes of the database on one embedding model. A process whose settings name another than the one in
 * force puts its own in force where no process with that one is alive: at its start, or later, once it has seen the
 * database for a while, since processes that could not reach it are not dead. Until then it uses the one in force, or none.
 * One that an operator has replaced comes back only by an operator, so that old processes do not undo a change under way.
 */
export async function agreeOnModel({
  database,
  own,
  provider,
  start,
  logger,
  now = () => performance.now(),
}: ModelInForceOptions) {
  const id = uuid();
  const listeners: ((model: EmbeddingModel) => void)[] = [];
  const started = new Map<string, EmbeddingModel | null>([[own.name, own]]);
  let current: EmbeddingModel | null = null;
  let inForce: string | null = null;
  /** Since when every look has succeeded; `-Infinity` at the first. */
  let seenSince = Number.NEGATIVE_INFINITY;
  let lookedAt: number | null = null;
  let looking: Promise<void> | null = null;

  async function look(): Promise<void> {
    if (lookedAt !== null && now() - lookedAt > ALIVE_MS) seenSince = now();
    let found = await stayAlive(database.reserved(), { id, model: own.name, aliveMs: ALIVE_MS });
    if (found === null || (found.name !== own.name && now() - seenSince > ALIVE_MS)) {
      const { inForce: agreed, before } = await takeOver(database, { name: own.name, provider });
      found = agreed;
      if (before !== null)
        logger.info(
          { embeddingModel: own.name, before },
          `The embedding model of the database is ${own.name} now, and was ${before}: transcripts are embedded anew`,
        );
    }
    if (found.name !== inForce) await use(found);
    lookedAt = now();
  }

  async function use(model: AgreedModel): Promise<void> {
    const { name, replaced } = model;
    if (!started.has(name)) started.set(name, await start(model));
    inForce = name;
    current = started.get(name)!;
    if (current) for (const listener of listeners) listener(current);
    if (name === own.name) return;
    const meanwhile = current ? `${name} is used here too` : "Transcripts are searched by words alone here";
    const ends =
      replaced === own.name
        ? `: an operator has replaced ${own.name} by it. Give this server the same`
        : ` until no server with ${name} is running: stop those, or give all of them the same`;
    logger.warn(
      { embeddingModel: name, named: own.name },
      `The embedding model of the database is ${name}, and the settings of this server name ${own.name}. ${meanwhile}${ends} ` +
        "OPENAI_EMBEDDING_MODEL and OPENAI_EMBEDDING_DIMENSIONS",
    );
  }

  /** Looks once, or joins the look under way. */
  const lookOnce = () => (looking ??= look().finally(() => (looking = null)));

  if (database.isExclusive) await leave(database.reserved(), null);
  await lookOnce();
  seenSince = now();
  const timer = setInterval(() => {
    lookOnce().catch((error: unknown) => {
      seenSince = now();
      logger.warn({ err: error }, "The embedding model in force could not be read");
    });
  }, EVERY_MS).unref();

  return {
    processId: id,
    current: () => current,
    named: own.name,
    onUse(listener: (model: EmbeddingModel) => void) {
      listeners.push(listener);
      if (current) listener(current);
    },
    /** Looks now, which is done every 15 seconds anyhow. */
    look: lookOnce,
    async close() {
      clearInterval(timer);
      await looking?.catch(() => {});
      await withTimeout(LEAVE_MS, leave(database.reserved(), id)).catch(() => {});
      await Promise.all([...started.values()].map((model) => model?.close()));
    },
  };
}

/** What is made for the model in use: made anew when that has changed. */
export function ofModelInForce<Made>(
  { current }: Pick<ModelInForce, "current">,
  make: (embedding: EmbeddingModel | null) => Made,
): () => Made {
  let embedding = current();
  let made = make(embedding);
  return () => {
    if (current() !== embedding) {
      embedding = current();
      made = make(embedding);
    }
    return made;
  };
}
