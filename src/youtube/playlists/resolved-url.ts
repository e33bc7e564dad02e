import { z } from "zod";

/** A channel, or another address to resolve; url is null where it is neither. */
export type ResolvedUrl = { channelId: string } | { url: string | null };

/** Reads the answer of InnerTube's `navigation/resolve_url`; null where it is none. */
export function readResolvedUrl(json: unknown): ResolvedUrl | null {
  const parsed = schema.safeParse(json);
  if (!parsed.success) return null;
  const { browseEndpoint, urlEndpoint } = parsed.data.endpoint;
  const channelId = browseEndpoint?.browseId;
  if (channelId && /^UC[\w-]{22}$/.test(channelId)) return { channelId };
  return { url: urlEndpoint?.url ?? null };
}

const schema = z.object({
  endpoint: z.object({
    browseEndpoint: z.object({ browseId: z.string() }).optional().catch(undefined),
    urlEndpoint: z.object({ url: z.string() }).optional().catch(undefined),
  }),
});
