/**
 * The requests that videos take, some at a time, with nothing done about their answers: what is left of the floor on the
 * machine as it is now. Returns milliseconds.
 */
export async function askAlone(
  { youtubeUrl, modelUrl, texts }: { youtubeUrl: string; modelUrl: string; texts: string[] },
  videoUrls: string[],
  concurrency: number,
): Promise<number> {
  const waiting = [...videoUrls];
  const read = async (request: Promise<Response>) => void (await (await request).arrayBuffer());
  const post = (url: string, body: object) =>
    read(
      fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
    );
  async function work() {
    for (let url = waiting.shift(); url; url = waiting.shift()) {
      const videoId = new URL(url).searchParams.get("v")!;
      await post(`${youtubeUrl}/youtubei/v1/player`, { videoId });
      await Promise.all([
        read(fetch(`${youtubeUrl}/api/timedtext?v=${videoId}&lang=en&kind=asr&fmt=json3`)),
        read(fetch(`${youtubeUrl}/oembed?url=${encodeURIComponent(url)}`)),
      ]);
      await post(`${modelUrl}/embeddings`, { input: texts });
    }
  }
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: concurrency }, work));
  return performance.now() - startedAt;
}
