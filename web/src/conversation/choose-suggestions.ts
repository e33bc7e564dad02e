const MOST = 4;

/** Some of the questions of all videos, in turn, so that each video has one before any has two. */
export function chooseSuggestions(byVideo: readonly (readonly string[])[], most = MOST): string[] {
  const chosen = new Set<string>();
  const rounds = Math.max(0, ...byVideo.map((questions) => questions.length));
  for (let round = 0; round < rounds; round++)
    for (const questions of byVideo) {
      const question = questions[round];
      if (question && chosen.size < most) chosen.add(question);
    }
  return [...chosen];
}
