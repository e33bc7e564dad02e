import { untilOver, withSession, type Trial } from "./trial.ts";

export const floodTrials: Trial[] = [
  {
    name: "sessions",
    title: "5,000 sessions",
    run: (attacker) => attacker.flood(5000, 50, () => attacker.openSession()),
  },
  {
    name: "playlists",
    title: "100 playlists of 50 videos, in sessions of their own",
    async run(attacker) {
      await attacker.flood(100, 10, async (index) => {
        const token = await attacker.openSession();
        const url = `https://www.youtube.com/playlist?list=PLabuse${String(index).padStart(9, "0")}`;
        const query = `mutation ($url: String!) { addPlaylist(url: $url, first: 50) { error { code } results { video { id } } } }`;
        await attacker.post(query, { url }, token);
      });
      await untilOver(attacker);
    },
  },
  {
    name: "videos",
    title: "20 calls with 1,000 links each",
    prepare: withSession,
    run: (attacker, { token }) =>
      attacker.flood(20, 4, (index) => {
        const urls = Array.from(
          { length: 1000 },
          (_, at) => `https://youtu.be/x${String(index * 1000 + at).padStart(10, "0")}`,
        );
        return attacker.post(
          `mutation ($urls: [String!]!) { addVideos(urls: $urls) { results { error { code } } } }`,
          { urls },
          token,
        );
      }),
  },
];
