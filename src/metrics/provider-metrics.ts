import type { ModelRequest } from "../models/request-observer.ts";
import type { YouTubeAttempt } from "../youtube/youtube.ts";
import type { Kinds } from "./kinds.ts";

type ProviderRequest = Omit<ModelRequest, "provider" | "operation"> & {
  provider: ModelRequest["provider"] | "youtube";
  operation: ModelRequest["operation"] | "fetch";
};

/** What is asked of others: of the models' provider, the embedded encoder and YouTube. */
export function createProviderMetrics({ counter, histogram }: Kinds) {
  const requests = counter(
    "video_rag_provider_requests_total",
    "Requests to models and YouTube that ended here, by result: ok, ABORTED where nobody waited any more, or the code of failure",
    ["provider", "operation", "result"],
  );
  const seconds = histogram(
    "video_rag_provider_request_seconds",
    "Requests to models and YouTube, each attempt by itself; those of chat to the end of the answer",
    ["provider", "operation"],
  );
  const retries = counter(
    "video_rag_provider_retries_total",
    "Requests to models and YouTube that were attempts after the first",
    ["provider", "operation"],
  );

  function ended({ provider, operation, ms, failure, attempt }: ProviderRequest) {
    requests.inc({ provider, operation, result: failure ?? "ok" });
    seconds.observe({ provider, operation }, ms / 1000);
    if (attempt > 1) retries.inc({ provider, operation });
  }

  return {
    modelAsked: (request: ModelRequest) => ended(request),
    youTubeAsked: (attempt: YouTubeAttempt) => ended({ provider: "youtube", operation: "fetch", ...attempt }),
  };
}
