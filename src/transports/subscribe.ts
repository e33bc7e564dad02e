import {
  createSourceEventStream,
  execute,
  type ExecutionResult,
  type FormattedExecutionResult,
  type GraphQLError,
  type GraphQLFormattedError,
} from "graphql";
import type { Logger } from "pino";
import { ClientError, maskError } from "../errors.ts";
import { createFastExecute } from "./fast-execute.ts";
import type { Operation } from "./operation.ts";

/** Events that come many times a second, and hold all that can be asked of them. */
const FREQUENT_EVENTS = new Set(["AnswerDelta"]);

/** One result of a subscription, ready to be sent, and where its stream can be taken up again. */
export type StreamItem = { result: FormattedExecutionResult; cursor: string | null };

export type SubscriptionStream = {
  /** Once the first event may come. Rejects where `next()` would. */
  opened(): Promise<void>;
  [Symbol.asyncIterator](): SubscriptionStream;
} & ResultStream;

export type ResultStream = {
  next(): Promise<Step>;
  return(value?: undefined): Promise<Step>;
};
type Step = IteratorResult<StreamItem, undefined>;

/**
 * A subscription that cannot begin, or has to end, for a reason that its client is told: coming back is of no use. Where
 * a stream ends by any other error the transport breaks the connection, so that the client does come back.
 */
export class SubscriptionError extends Error {
  /** As clients see them. Not empty. */
  readonly errors: GraphQLFormattedError[];

  constructor(errors: GraphQLFormattedError[]) {
    super(errors.map((error) => error.message).join("; "));
    this.name = "SubscriptionError";
    this.errors = errors;
  }

  /** The session is over, or there never was one. */
  get endsSession(): boolean {
    const code = this.errors[0]?.extensions?.["code"];
    return code === "SESSION_EXPIRED" || code === "UNAUTHENTICATED";
  }
}

/**
 * What every transport streams: the results of a subscription. `next()` may reject with a `SubscriptionError`. Most of
 * them wait for hours, and every token passes here: so, no async function, whose frame each would keep.
 */
export function subscribe(operation: Operation, logger: Logger): SubscriptionStream {
  let returned = false;
  let source: AsyncIterator<unknown> | undefined;
  const opening = open(operation, logger).then((opened) => void (source = opened));
  const fastExecute = createFastExecute(operation, FREQUENT_EVENTS);
  // Whoever calls next() is told.
  opening.catch(() => {});

  const toItem = (event: IteratorResult<unknown>): Step | Promise<Step> => {
    if (event.done || returned) return END;
    const { value } = event;
    const result = fastExecute(value) as FormattedExecutionResult | null;
    if (result) return { done: false, value: { result, cursor: cursorOf(value) } };
    return run(value);
  };
  const run = async (event: unknown): Promise<Step> => {
    const result = format(await execute({ ...operation, rootValue: event }), logger);
    return { done: false, value: { result, cursor: cursorOf(event) } };
  };
  const fail = (error: unknown): never => {
    throw error instanceof ClientError ? new SubscriptionError([maskError(error, logger)]) : error;
  };
  const advance = (): Promise<Step> => {
    if (returned) return Promise.resolve(END);
    return source ? source.next().then(toItem, fail) : opening.then(advance);
  };

  return {
    next: advance,
    opened: () => opening,
    async return() {
      returned = true;
      await opening.catch(() => {});
      await source?.return?.();
      return END;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

const END: Step = { done: true, value: undefined };

async function open(operation: Operation, logger: Logger): Promise<AsyncIterator<unknown>> {
  const source = await createSourceEventStream(operation);
  if (Symbol.asyncIterator in source) return source[Symbol.asyncIterator]();
  throw new SubscriptionError(formatErrors(source.errors ?? [], logger));
}

/** The one result of an operation that is no subscription, as a stream. */
export async function* single(operation: Operation, logger: Logger): AsyncGenerator<StreamItem, undefined> {
  yield { result: format(await execute(operation), logger), cursor: null };
  return undefined;
}

/** A result with its errors as clients may see them. */
export function format(result: ExecutionResult, logger: Logger): FormattedExecutionResult {
  const { errors, ...rest } = result;
  return errors ? { ...rest, errors: formatErrors(errors, logger) } : (rest as FormattedExecutionResult);
}

export const formatErrors = (errors: readonly GraphQLError[], logger: Logger): GraphQLFormattedError[] =>
  errors.map((error) => maskError(error, logger));

function cursorOf(event: unknown): string | null {
  return typeof event === "object" && event !== null && "cursor" in event ? String(event.cursor) : null;
}
