import type { Logger } from "pino";
import type { Config } from "./config.ts";
import { createTokenSource } from "./azure/entra-token.ts";
import { createAnswers } from "./answers/answers.ts";
import { budgetedChat } from "./answers/budget/budgeted-chat.ts";
import { createDayBudget, type DayBudget } from "./answers/budget/day-budget.ts";
import { createEmbeddingMeter } from "./answers/budget/embedding-meter.ts";
import { createModelTokens } from "./answers/budget/model-tokens.ts";
import type { Answerer } from "./answers/generate/answerer.ts";
import { createSimilarity } from "./answers/follow-up/similarity.ts";
import { createChatAnswerer } from "./answers/generate/chat-answerer.ts";
import { createExtractiveAnswerer } from "./answers/generate/extractive-answerer.ts";
import { ANSWER_INTERVALS, type AnswerIntervals } from "./answers/intervals.ts";
import { createOverviewWriter } from "./answers/overview/overview-writer.ts";
import { createWrittenOverviews } from "./answers/overview/written-overviews.ts";
import { warmUpSteps } from "./answers/scope/read-scope.ts";
import { createAnswerLog } from "./answers/log/log.ts";
import { createRunner } from "./answers/run/runner.ts";
import { createAnswerStore } from "./answers/store/answer-store.ts";
import { createCaptionThreads } from "./captions/caption-threads.ts";
import { createFileDecoder } from "./captions/encoding/decode-file.ts";
import { runInTurns } from "./async/steps.ts";
import type { Database } from "./database/open.ts";
import { createBus, notifyStatement } from "./database/pubsub.ts";
import { reclaimAfterDeletions } from "./database/reclaim-after-deletions.ts";
import { readVersion } from "./database/schema/program-version.ts";
import { run } from "./database/sql.ts";
import { createCheckQuestion } from "./graphql/inputs.ts";
import type { ServerInfo } from "./graphql/server-info.ts";
import { createRateLimits } from "./limits/rate-limits.ts";
import { createMetrics, type Metrics } from "./metrics/metrics.ts";
import type { ChatModel } from "./models/chat.ts";
import { startEmbeddedEncoder, type EmbeddedEncoderOptions } from "./models/embeddings/embedded-encoder.ts";
import { EMBEDDED_MODEL, type EmbeddingModel } from "./models/embeddings/embedding-model.ts";
import { createOpenAIChat } from "./models/openai/openai-chat.ts";
import { createOpenAIEmbeddings } from "./models/openai/openai-embeddings.ts";
import type { ModelRequestObserver } from "./models/request-observer.ts";
import { createTokenEstimator, type TokenEstimator } from "./models/tokens/token-estimator.ts";
import { forgetDeleted } from "./search/index/forget-deleted.ts";
import { createIndexCache } from "./search/index/index-cache.ts";
import { createSearch } from "./search/search.ts";
import {
  agreeOnModel,
  ofModelInForce,
  onlyModel,
  type ModelInForce,
} from "./search/model-in-force/model-in-force.ts";
import type { NamedModel } from "./search/model-in-force/tables.ts";
import { createSessionSearch } from "./search/session-search.ts";
import { createPurge } from "./sessions/purge.ts";
import { createSessionEnds } from "./sessions/session-ends.ts";
import { createSessions } from "./sessions/sessions.ts";
import { createIngest, INGEST_INTERVALS, type IngestIntervals } from "./transcripts/ingest.ts";
import { createOverviews } from "./transcripts/overview.ts";
import { createReadUpload } from "./transcripts/uploads.ts";
import { createVideos } from "./videos/videos.ts";
import type { FetchPlaylist } from "./youtube/playlists/fetch-playlist.ts";
import type { FetchTranscript } from "./youtube/fetch-transcript.ts";
import { createYouTube, type YouTubeOptions } from "./youtube/youtube.ts";

/** The models and the source of transcripts, which tests replace. */
export type Dependencies = {
  /** null: there is none on this machine, and search goes by words. */
  embedding: EmbeddingModel | null;
  /** Which model is used while the server runs. Default: `embedding`. */
  modelInForce: ModelInForce;
  /** null: answers are quoted from the transcripts, without a model. */
  chat: ChatModel | null;
  fetchTranscript: FetchTranscript;
  fetchPlaylist: FetchPlaylist;
};

/** Replacements, for tests. */
export type ServiceOverrides = {
  dependencies?: Partial<Dependencies> | undefined;
  answerIntervals?: Partial<AnswerIntervals> | undefined;
  ingestIntervals?: Partial<IngestIntervals> | undefined;
  youtubeOptions?: YouTubeOptions | undefined;
};

/** The embedding model takes a while to start, so it is made before. */
export type ServiceOptions = ServiceOverrides & {
  dependencies: Partial<Dependencies> & Pick<Dependencies, "embedding">;
};

/** Wires every part of the program, in the order of dependence; nothing else does. */
export function createServices(
  config: Config,
  database: Database,
  logger: Logger,
  { dependencies, answerIntervals, ingestIntervals, youtubeOptions }: ServiceOptions,
) {
  const bus = createBus({
    url: database.url,
    password: database.password,
    logger,
    notify: (payload) => run(database.reserved(), notifyStatement(payload)),
  });

  const metrics = createMetrics();
  database.observe(metrics.statements);
  metrics.gauge(
    "video_rag_listen_up",
    "Whether notifications of other replicas arrive (without them polling sees what those do); 1 with the embedded database",
    () => Number((bus.listening() ?? "ok") === "ok"),
  );
  const rateLimits = createRateLimits({
    limits: config.rateLimits,
    url: database.url,
    password: database.password,
    metrics,
    logger,
  });
  const tokens = createTokenEstimator();
  const { modelInForce = onlyModel(dependencies.embedding) } = dependencies;
  const model =
    dependencies.chat === undefined ? createChatModel(config, metrics.modelAsked) : dependencies.chat;
  const budget = createBudget(config, { database, metrics, logger });
  const chat =
    model && (budget ? budgetedChat({ chat: model, budget, countTokens: tokens.estimate }) : model);
  const onUsed = metrics.textsEmbedded;
  const meter = createEmbeddingMeter({ budget, tokens: createTokenEstimator(), onUsed });
  modelInForce.onUse((embedding) => {
    embedding.countBy?.(meter);
    embedding.observe?.(metrics.modelAsked);
  });
  const youtube = createYouTube({ ...config.youtube, onAttempt: metrics.youTubeAsked, ...youtubeOptions });
  const { fetchTranscript, fetchPlaylist } = { ...youtube, ...dependencies };

  const sessions = createSessions({
    database,
    bus,
    ...config.sessions,
    onRenewalError: (error) => logger.warn({ err: error }, "A session could not be renewed"),
  });
  const sessionEnds = createSessionEnds({ sessions, bus });
  const purge = createPurge({
    database,
    bus,
    logger,
    cronExpression: config.sessions.purgeCron,
    onStart: config.sessions.purgeOnStart,
    metrics,
  });

  const searching = ofModelInForce(modelInForce, (embedding) => {
    const indexes = createIndexCache({
      maxBytes: config.searchCacheBytes,
      model: embedding?.name ?? null,
      onRead: metrics.indexRead,
    });
    const onFailure = (error: unknown) => {
      metrics.searchedByWordsOnly();
      logger.warn({ err: error }, "A question could not be embedded: searching by words alone");
    };
    return { indexes, search: createSearch({ embedding, indexes, onFailure }) };
  });
  metrics.gauge("video_rag_index_cache_bytes", "Memory that indexes of transcripts take, roughly", () =>
    searching().indexes.bytes(),
  );
  const reclaiming = reclaimAfterDeletions(database, { bus, logger });
  const forgetting = forgetDeleted(
    { forgetDeleted: (em) => searching().indexes.forgetDeleted(em) },
    { database, bus, logger },
  );
  const search = createSessionSearch({
    database,
    indexes: { loadIndexes: (...request) => searching().indexes.loadIndexes(...request) },
    async search(request) {
      const startedAt = performance.now();
      const result = await searching().search(request);
      metrics.searched(performance.now() - startedAt);
      return result;
    },
  });
  const ingest = createIngest({
    database,
    bus,
    logger,
    fetchTranscript,
    modelInForce,
    ...config.ingest,
    maxSessionMs: config.sessions.maxMs,
    intervals: { ...INGEST_INTERVALS, ...ingestIntervals },
    metrics,
  });
  const captionThreads = createCaptionThreads();
  const decodeFile = createFileDecoder({ captionThreads });
  const readUpload = createReadUpload({ maxBytes: config.transcriptMaxBytes, captionThreads });
  const videos = createVideos({ database, bus, maxVideos: config.sessions.maxVideos, fetchPlaylist, logger });

  const intervals = { ...ANSWER_INTERVALS, ...answerIntervals };
  const { maxAttempts, maxWaitMs, limits } = config.answers;
  const answerer = createAnswerer(config, chat, tokens, modelInForce, intervals);
  const store = createAnswerStore(database, intervals, modelInForce.processId);
  const log = createAnswerLog({
    store,
    bus,
    isExclusive: database.isExclusive,
    pollMs: intervals.logPollMs,
    onError: (error) => logger.warn({ err: error }, "Answer logs could not be exchanged with other replicas"),
  });
  metrics.gauge(
    "video_rag_answer_log_lag_seconds",
    "How long text that was shown here has waited to be stored for readers at other replicas",
    () => log.lagMs() / 1000,
  );
  const runner = createRunner({
    store,
    bus,
    log,
    sessionEnds,
    videos,
    search,
    overviews: createWrittenOverviews({
      writer: chat && createOverviewWriter(chatOptions(config, chat, tokens)),
      search,
      overviews: createOverviews(database, bus),
      logger,
    }),
    answerer,
    recordModelTokens(client, count) {
      rateLimits
        .record("modelTokens", client, count)
        .catch((error: unknown) => logger.warn({ err: error }, "Model tokens could not be counted"));
    },
    countTokens: tokens.estimate,
    isExclusive: database.isExclusive,
    maxAttempts,
    limits,
    maxWaitMs,
    intervals,
    metrics,
    logger,
  });
  const answers = createAnswers({
    store,
    bus,
    runner,
    limits,
    cancelWaitMs: intervals.cancelWaitMs,
  });

  void runInTurns(warmUpSteps());

  const checkQuestion = createCheckQuestion({ maxChars: config.questionMaxChars });

  const serverInfo: ServerInfo = {
    version: readVersion(),
    answeringModel: answerer.name,
    isExtractive: chat === null,
    get embeddingModel() {
      return modelInForce.current()?.name ?? "none";
    },
    capabilities: ["PLAYLISTS", ...(sessions.renewal ? (["SESSION_RENEWAL"] as const) : [])],
    limits: {
      videosPerSession: config.sessions.maxVideos,
      questionChars: config.questionMaxChars,
      transcriptBytes: config.transcriptMaxBytes,
      sessionMinutes: config.sessions.expireMs / 60_000,
      sessionMaxHours: config.sessions.maxMs && config.sessions.maxMs / 3_600_000,
    },
  };

  return {
    database,
    bus,
    metrics,
    rateLimits,
    sessions,
    sessionEnds,
    purge,
    videos,
    readUpload,
    decodeFile,
    search,
    log,
    answers,
    checkQuestion,
    serverInfo,
    /** Resolves once requests may be served. */
    ready: runner.ready,
    /** The name of the embedding model in use; null: there is none. */
    embeddingModel: () => modelInForce.current()?.name ?? null,
    /** The name of the one that the settings name; null: they name none. */
    namedEmbeddingModel: modelInForce.named,
    finish,
    close,
    /** Finishes and closes. */
    async stop(graceMs: number) {
      await finish(graceMs);
      await close();
    },
  };

  /** Ends the work: answers get `graceMs` to finish, transcripts under way go back into the queue. Requests are served on. */
  async function finish(graceMs: number) {
    await Promise.all([
      runner.stop(graceMs),
      ingest.stop(),
      purge.stop(),
      forgetting.stop(),
      reclaiming.stop(),
    ]);
  }

  /** Closes what requests need, once there are none any more. */
  async function close() {
    await log.close();
    await Promise.all([bus.close(), rateLimits.close(), modelInForce.close(), youtube.close()]);
  }
}

export type Services = ReturnType<typeof createServices>;

/** The embedding model that the settings name; null where that is the embedded one and it cannot run on this machine. */
export async function startEmbeddingModel(
  { openai }: Pick<Config, "openai">,
  logger: Logger,
  encoderOptions?: EmbeddedEncoderOptions,
): Promise<EmbeddingModel | null> {
  if (!isProvider(openai)) return startEncoder(logger, encoderOptions);
  return createProviderModel(openai);
}

/** Agrees with the other servers of the database on the embedding model. `own`: the one that the settings name. */
export async function agreeOnEmbeddingModel(
  config: Pick<Config, "openai">,
  { database, own, logger }: { database: Database; own: EmbeddingModel | null; logger: Logger },
): Promise<ModelInForce> {
  if (!own) return onlyModel(null);
  return agreeOnModel({
    database,
    own,
    provider: isProvider(config.openai) ? providerOf(config.openai) : null,
    start: (model) => startNamedModel(config, model, logger),
    logger,
  });
}

/** The embedding model that the settings name, as the database names it. It is neither called nor loaded for that. */
export async function nameEmbeddingModel({ openai }: Pick<Config, "openai">): Promise<NamedModel> {
  if (!isProvider(openai)) return { name: EMBEDDED_MODEL, provider: null };
  const model = createProviderModel(openai);
  await model.close();
  return { name: model.name, provider: providerOf(openai) };
}

/** An embedding model that other settings name; null where it is of a provider that these settings do not lead to. */
async function startNamedModel(
  { openai }: Pick<Config, "openai">,
  { name, provider }: NamedModel,
  logger: Logger,
): Promise<EmbeddingModel | null> {
  if (provider === null) return name === EMBEDDED_MODEL ? startEncoder(logger) : null;
  if (!openai || providerOf(openai) !== provider) return null;
  const { baseUrl: baseURL } = openai;
  const apiKey = apiKeyOf(openai);
  const [, model = name, dimensions] = /^(.+)@(\d+)$/.exec(name) ?? [];
  const length = dimensions === undefined ? {} : { dimensions: Number(dimensions) };
  // Models with a length of their own are not asked for it.
  return (
    [false, true]
      .map((dimensionsGiven) =>
        createOpenAIEmbeddings({ apiKey, baseURL, model, ...length, dimensionsGiven }),
      )
      .find((made) => made.name === name) ?? null
  );
}

const startEncoder = (logger: Logger, options?: EmbeddedEncoderOptions): Promise<EmbeddingModel | null> =>
  startEmbeddedEncoder(options).catch((error: unknown) => {
    logger.warn({ err: error }, withoutEncoder(error));
    return null;
  });

type Provider = NonNullable<Config["openai"]>;

const createProviderModel = (openai: Provider): EmbeddingModel =>
  createOpenAIEmbeddings({
    apiKey: apiKeyOf(openai),
    baseURL: openai.baseUrl,
    model: openai.embeddingModel,
    dimensions: openai.embeddingDimensions,
    dimensionsGiven: openai.embeddingDimensionsGiven,
  });

/** Azure OpenAI takes tokens for this. */
const AZURE_OPENAI_SCOPE = "https://cognitiveservices.azure.com/.default";

const apiKeyOf = ({ apiKey, identity }: Provider) =>
  identity === null ? apiKey : createTokenSource({ identity, scope: AZURE_OPENAI_SCOPE });

const isProvider = (openai: Config["openai"]): openai is Provider =>
  openai !== null && openai.embeddingModel !== "embedded";

/** The address of the provider, without what may be secret. */
function providerOf({ baseUrl }: Provider): string {
  const url = new URL(baseUrl ?? "https://api.openai.com/v1");
  url.username = url.password = url.search = "";
  return url.href;
}

function withoutEncoder(error: unknown): string {
  const reason = (error instanceof Error ? error.message : String(error)).split("\n", 1)[0]!;
  return (
    `The embedded encoder cannot run on ${process.platform}/${process.arch}: ${reason}. ` +
    "Transcripts are searched by words alone; OPENAI_API_KEY or OPENAI_BASE_URL, with OPENAI_EMBEDDING_MODEL, give another model"
  );
}

/** The chat model that the settings name; null where there is none. */
function createChatModel({ openai }: Config, onRequest: ModelRequestObserver): ChatModel | null {
  if (!openai) return null;
  return createOpenAIChat({
    apiKey: apiKeyOf(openai),
    baseURL: openai.baseUrl,
    model: openai.chatModel,
    onRequest,
  });
}

/** The tokens that models of providers may take in a day; null where they are not limited. */
function createBudget(
  { answers }: Config,
  { database, metrics, logger }: { database: Database; metrics: Metrics; logger: Logger },
): DayBudget | null {
  const { modelTokensPerDay, promptMaxTokens, answerMaxTokens } = answers;
  if (modelTokensPerDay === null) return null;
  metrics.gauge(
    "video_rag_model_tokens_per_day",
    "MODEL_TOKENS_PER_DAY: the most tokens of the models in a day",
    () => modelTokensPerDay,
  );
  return createDayBudget({
    tokens: createModelTokens(database),
    maxTokensPerDay: modelTokensPerDay,
    spareForAnswers: promptMaxTokens + answerMaxTokens,
    logger,
  });
}

const chatOptions = ({ answers }: Config, chat: ChatModel, { estimate, learn }: TokenEstimator) => ({
  chat,
  maxPromptTokens: answers.promptMaxTokens,
  maxAnswerTokens: answers.answerMaxTokens,
  countTokens: estimate,
  learnTokens: learn,
});

function createAnswerer(
  config: Config,
  chat: ChatModel | null,
  tokens: TokenEstimator,
  { current }: ModelInForce,
  { quotedWordMs }: AnswerIntervals,
): Answerer {
  if (!chat) {
    const similarity = (signal: AbortSignal) => createSimilarity(current())(signal);
    return createExtractiveAnswerer({ similarity, delayMs: quotedWordMs });
  }
  return createChatAnswerer(chatOptions(config, chat, tokens));
}
