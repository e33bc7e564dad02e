import {
  createSourceEventStream,
  execute,
  type ExecutionResult,
  type FormattedExecutionResult,
  type GraphQLError,
  type GraphQLFormattedError,
} from "graphql";
import type { Logger } from "pino";
import { ClientError, maskError, nobodyWaits, unavailableCause } from "../../errors/errors.ts";
import { createFastExecute, type FastExecute } from "./fast-execute.ts";
import { isTooLarge, ResponseSize, responseTooLarge } from "./response-size.ts";
import { countOperation } from "./count-operation.ts";
import type { Operation } from "./operation.ts";

/** Events that come many times a second, and whose fields are all plain properties. */
const FREQUENT_EVENTS = new Set(["AnswerDelta"]);

/** One result of a subscription, ready to be sent, and the cursor from which its stream can be resumed. */
export type StreamItem = { result: FormattedExecutionResult; cursor: string | null };

export type SubscriptionStream = {
  /** Resolves once the subscription is open. Rejects where `next()` would. */
  opened(): Promise<void>;
  [Symbol.asyncIterator](): SubscriptionStream;
} & ResultStream;

export type ResultStream = {
  next(): Promise<Step>;
  /** Stops the work. Resolves when it has ended. */
  return(value?: undefined): Promise<Step>;
};
export type Step = IteratorResult<StreamItem, undefined>;

/**
 * A subscription that cannot begin, or has to end, for a reason that its client is told: mostly to reconnect does not help. For
 * any other error the transport breaks the connection, so that the client does reconnect.
 */
export class SubscriptionError extends Error {
  /** The errors that clients see, at least one. */
  readonly errors: GraphQLFormattedError[];
  /** Whether what it needs is away for a moment: to reconnect does help then. */
  readonly isPassing: boolean;

  constructor(errors: GraphQLFormattedError[], isPassing = false) {
    super(errors.map((error) => error.message).join("; "));
    this.name = "SubscriptionError";
    this.errors = errors;
    this.isPassing = isPassing;
  }

  /** Whether the session is over, or there never was one. */
  get endsSession(): boolean {
    return this.code === "SESSION_EXPIRED" || this.code === "UNAUTHENTICATED";
  }

  private get code(): unknown {
    return this.errors[0]?.extensions?.["code"];
  }
}

/** The results of a subscription, for every transport. `next()` may reject with a `SubscriptionError`. */
export function subscribe(operation: Operation, logger: Logger): SubscriptionStream {
  return new SubscriptionResults(operation, logger);
}

/** Written without async functions, whose frames stay in memory: most subscriptions wait for hours. */
class SubscriptionResults implements SubscriptionStream {
  private readonly operation: Operation;
  private readonly logger: Logger;
  private readonly opening: Promise<void>;
  private source: AsyncIterator<unknown> | null = null;
  private fastExecute: FastExecute | null = null;
  private returned = false;

  constructor(operation: Operation, logger: Logger) {
    this.operation = operation;
    this.logger = logger;
    this.opening = this.open();
    // next() passes the rejection on.
    this.opening.catch((error: unknown) => this.count(errorsOf(error)));
  }

  private async open() {
    this.source = await open(this.operation, this.logger);
    this.count(undefined);
  }

  opened(): Promise<void> {
    return this.opening;
  }

  next(): Promise<Step> {
    if (this.returned) return Promise.resolve(END);
    if (!this.source) return this.opening.then(() => this.next());
    return this.source.next().then(
      (event) => this.toStep(event),
      (error: unknown) => this.fail(error),
    );
  }

  async return(): Promise<Step> {
    this.returned = true;
    this.operation.contextValue.cancellation.cancel(nobodyWaits());
    await this.opening.catch(() => {});
    await this.source?.return?.();
    return END;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  private toStep({ done, value }: IteratorResult<unknown>): Step | Promise<Step> {
    if (done || this.returned) return END;
    this.fastExecute ??= createFastExecute(this.operation, FREQUENT_EVENTS);
    const result = this.fastExecute(value) as FormattedExecutionResult | null;
    return result ? { done: false, value: { result, cursor: cursorOf(value) } } : this.execute(value);
  }

  private async execute(event: unknown): Promise<Step> {
    const result = format(await execute({ ...this.operation, rootValue: event }), this.logger);
    // While the next event is awaited, nothing that was read for this one is kept.
    this.operation.contextValue.clearCache();
    this.operation.contextValue.responseSize = new ResponseSize();
    return { done: false, value: { result, cursor: cursorOf(event) } };
  }

  private fail(error: unknown): never {
    this.count(errorsOf(error));
    throw error instanceof ClientError ? subscriptionError([maskError(error, this.logger)]) : error;
  }

  private count(errors: Parameters<typeof countOperation>[2]) {
    countOperation(this.operation.contextValue, "subscription", errors, null);
  }
}

/** The codes of what a subscription broke for, as its client or the log is told. */
function errorsOf(error: unknown): Parameters<typeof countOperation>[2] {
  if (error instanceof SubscriptionError) return error.errors;
  if (error instanceof ClientError) return [error];
  return [{ extensions: { code: unavailableCause(error) ? "UNAVAILABLE" : "INTERNAL_SERVER_ERROR" } }];
}

const subscriptionError = (errors: GraphQLFormattedError[]) =>
  new SubscriptionError(errors, errors[0]?.extensions?.["code"] === "UNAVAILABLE");

const END: Step = { done: true, value: undefined };

async function open(operation: Operation, logger: Logger): Promise<AsyncIterator<unknown>> {
  const source = await createSourceEventStream(operation);
  operation.keepDocument();
  if (Symbol.asyncIterator in source) return source[Symbol.asyncIterator]();
  throw subscriptionError(formatErrors(source.errors ?? [], logger));
}

/**
 * The one result of an operation that is no subscription, as a stream. `limit`: begins the work when it is its turn.
 */
export function single(
  operation: Operation,
  logger: Logger,
  limit: (work: () => Promise<Step>) => Promise<Step> = (work) => work(),
): ResultStream {
  let executing: Promise<Step> | null = null;
  let left = false;

  async function run(): Promise<Step> {
    if (left) return END;
    const startedAt = performance.now();
    const result = format(await execute(operation), logger);
    countOperation(operation.contextValue, operation.type, result.errors, startedAt);
    operation.keepDocument();
    return { done: false, value: { result, cursor: null } };
  }

  return {
    next: () => (executing ? Promise.resolve(END) : (executing = limit(run))),
    async return() {
      left = true;
      operation.contextValue.cancellation.cancel(nobodyWaits());
      await executing?.catch(() => {});
      return END;
    },
  };
}

/** A result with its errors as clients may see them, and in place of one that is too large an error that says so. */
export function format(result: ExecutionResult, logger: Logger): FormattedExecutionResult {
  if (isTooLarge(result)) return { data: null, errors: [maskError(responseTooLarge(), logger)] };
  const { errors, ...rest } = result;
  return errors ? { ...rest, errors: formatErrors(errors, logger) } : (rest as FormattedExecutionResult);
}

export const formatErrors = (errors: readonly GraphQLError[], logger: Logger): GraphQLFormattedError[] =>
  errors.map((error) => maskError(error, logger));

function cursorOf(event: unknown): string | null {
  return typeof event === "object" && event !== null && "cursor" in event ? String(event.cursor) : null;
}
