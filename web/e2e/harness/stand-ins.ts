import { beforeAll } from "vitest";
import {
  startOpenAIServer,
  type OpenAIServer,
  type OpenAIServerOptions,
} from "../../../src/testing/openai/openai-server.ts";
import { startYouTubeServer, type YouTubeServer } from "../../../src/testing/youtube/youtube-server.ts";

/** Stand-ins for YouTube and a model's provider, for the tests of a file. To be called before `useBrowser`. */
export function useStandIns(model: OpenAIServerOptions | null = null) {
  let youTube: YouTubeServer;
  let openAI: OpenAIServer | undefined;
  beforeAll(async () => {
    youTube = await startYouTubeServer({ otherVideos: {} });
    if (model) openAI = await startOpenAIServer(model);
    return async () => {
      await youTube.close();
      await openAI?.close();
    };
  });
  return {
    get youTube() {
      return youTube;
    },
    get openAI() {
      return openAI!;
    },
    env: (): Record<string, string> => ({
      YOUTUBE_BASE_URL: youTube.url,
      ...(openAI && { OPENAI_BASE_URL: openAI.url, OPENAI_EMBEDDING_MODEL: "embedded" }),
    }),
  };
}
