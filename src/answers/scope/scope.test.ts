import { describe, expect, it } from "vitest";
import { MORE, NAMED, ORDINARY, ROUTED, TIMES, TITLES, VIDEOS } from "../../testing/question-scopes.ts";
import { readScope } from "./read-scope.ts";

const ALL = VIDEOS.map(({ id }) => id);

describe("readScope", () => {
  it.each(ROUTED)("reads, in %s, %j as %s", (_language, question, scope, videos, timeMs) => {
    const read = readScope(question, VIDEOS);
    expect(read.scope).toBe(scope);
    expect(read.videoIds).toEqual(videos?.split(" ") ?? ALL);
    expect(read.timeMs).toBe(timeMs);
  });

  it.each(MORE.flatMap(([scope, questions]) => questions.split("\n").map((question) => [question, scope])))(
    "reads %j as %s, be it said otherwise",
    (question, scope) => {
      expect(readScope(question!, VIDEOS).scope).toBe(scope);
    },
  );

  it.each(NAMED)("knows, of %s, what %j names", (titles, question, scope, numbers, topic) => {
    const videos = TITLES[titles].map((title, index) => ({ id: `${index + 1}`, title, language: "en" }));
    const read = readScope(question, videos);
    const videoIds = numbers?.split(" ") ?? videos.map(({ id }) => id);
    expect(read).toMatchObject({ scope, videoIds, ...(topic !== undefined && { topic }) });
  });

  it.each(TIMES)("reads the time of %j, how long, and which side of it", (question, time) => {
    const { scope, timeMs, timeShare, spanMs, timeSide } = readScope(question, VIDEOS);
    expect({ scope, timeMs, timeShare, spanMs, timeSide }).toEqual({
      scope: "TIME",
      timeMs: undefined,
      timeShare: undefined,
      spanMs: undefined,
      timeSide: undefined,
      ...time,
    });
  });

  it.each(ORDINARY)("takes %j for nothing but a question about what is said", (question) => {
    expect(readScope(question, VIDEOS).scope).toBe("PASSAGES");
  });

  it.each([
    ["vat de tweede video samen", "WHOLE_VIDEOS"],
    ["wat is het verschil tussen de twee video's", "COMPARISON"],
    ["noem alle voorbeelden", "LIST"],
    ["wat gebeurt er op 12:30?", "TIME"],
    ["dank je wel!", "SMALL_TALK"],
    ["wat is het verschil tussen een wolk en mist?", "PASSAGES"],
    ["इस वीडियो का सारांश दो", "WHOLE_VIDEOS"],
    ["दोनों वीडियो में क्या अंतर है?", "COMPARISON"],
    ["सभी उदाहरणों की सूची बनाओ", "LIST"],
    ["12:30 पर क्या होता है?", "TIME"],
    ["आप क्या कर सकते हैं?", "SMALL_TALK"],
    ["ब्लॉक क्या होता है?", "PASSAGES"],
    ["لخص هذا الفيديو", "WHOLE_VIDEOS"],
    ["ما الفرق بين الفيديو الأول والفيديو الثاني؟", "COMPARISON"],
    ["اذكر كل الأمثلة", "LIST"],
    ["ماذا يحدث عند الدقيقة 5؟", "TIME"],
    ["شكرا جزيلا", "SMALL_TALK"],
    ["ما الفرق بين البيتكوين والذهب؟", "PASSAGES"],
  ])("reads %j as %s", (question, scope) => {
    expect(readScope(question, VIDEOS).scope).toBe(scope);
  });

  it.each([
    ["summarise the gpt tokenizer", "tokenizer"],
    ['What is "But how does bitcoin actually work?" about?', "bitcoin"],
    ["main takeaways from the composting one", "compost"],
    ["summarize the last one", "compost"],
    ["Gib mir einen Überblick über das Bitcoin-Video", "bitcoin"],
    ["give me an overview of video 2", "bitcoin"],
    ["summarise the first and the last video", "tokenizer compost"],
    ["summarize videos 2-3", "bitcoin compost"],
    ["summarize videos 1, 2", "tokenizer bitcoin"],
  ])("reads which videos %j is about", (question, videos) => {
    const read = readScope(question, VIDEOS);
    expect(read).toMatchObject({ scope: "WHOLE_VIDEOS", videoIds: videos.split(" ") });
  });

  it.each([
    ["compare the bitcoin and tokenizer videos", ["tokenizer", "bitcoin"]],
    ["which video explains it better?", ALL],
    ["compare this with the second video", ALL],
  ])("reads which videos %j compares", (question, videoIds) => {
    expect(readScope(question, VIDEOS)).toMatchObject({ scope: "COMPARISON", videoIds });
  });

  it("takes words that are titles too for what they say, but for a summary", () => {
    const videos = [
      { id: "locks", title: "Mutex vs semaphore", language: "en" },
      { id: "tea", title: "Green tea", language: "en" },
      { id: "lever", title: "The lever and the pulley", language: "en" },
    ];
    for (const question of [
      "what is green tea",
      "what is the difference between a mutex and a semaphore",
      "in 5 minutes what happens to the tea",
      "why is the main point of a lever in its middle",
    ])
      expect(readScope(question, videos)).toMatchObject({
        scope: "PASSAGES",
        videoIds: ["locks", "tea", "lever"],
      });
    expect(readScope("summary of green tea", videos)).toMatchObject({
      scope: "WHOLE_VIDEOS",
      videoIds: ["tea"],
    });
  });

  it("says which video a question about what is said names", () => {
    const read = readScope("what does the bitcoin video say about mining?", VIDEOS);
    expect(read).toMatchObject({ scope: "PASSAGES", videoIds: ["bitcoin"] });
  });

  it.each([
    "how does bitcoin work?",
    "and the last one?",
    "what is it?",
    "Is the first one better with soil?",
    "is this lecture better?",
  ])("does not take a thing for a video in %j", (question) => {
    expect(readScope(question, VIDEOS)).toMatchObject({ scope: "PASSAGES", videoIds: ALL, descriptions: [] });
  });

  it("says how videos are called that have no such title", () => {
    const untitled = ["one", "two"].map((id) => ({ id, title: null, language: "en" }));
    expect(readScope("Summarise the video about Alan Turing please", untitled)).toMatchObject({
      scope: "WHOLE_VIDEOS",
      videoIds: ["one", "two"],
      descriptions: ["alan turing"],
    });
    expect(readScope("Does the Turing video contradict the one on hackers?", untitled)).toMatchObject({
      scope: "COMPARISON",
      descriptions: ["turing", "hackers"],
    });
    expect(readScope("チューリングの動画を要約して", untitled).descriptions).toEqual(["チューリング"]);
  });

  it("knows videos by their titles in other scripts", () => {
    const videos = [
      { id: "soil", title: "土壌の作り方", language: "ja" },
      { id: "money", title: "Как работает биткоин", language: "ru" },
      { id: "tea", title: "比特币的原理", language: "zh" },
    ];
    expect(readScope("土壌の動画を要約して", videos).videoIds).toEqual(["soil"]);
    expect(readScope("о чем видео про биткоин?", videos).videoIds).toEqual(["money"]);
    expect(readScope("总结一下关于比特币的视频", videos).videoIds).toEqual(["tea"]);
  });

  it.each([
    ["what happens at 1:02:03?", 3_723_000],
    ["0:45", 45_000],
    ["what happens 10 minutes in?", 600_000],
    ["what is said at 1h 5min", 3_900_000],
    ["what does he say at 90 seconds", 90_000],
    ["how does the video start?", 0],
    ["how does it end?", Infinity],
  ])("reads the time of %j", (question, timeMs) => {
    expect(readScope(question, VIDEOS)).toMatchObject({ scope: "TIME", timeMs });
  });

  it.each([
    ["summarise the second video", 1, "", [2]],
    ["what does video 9 say about worms?", 3, "", [9]],
    ["compare video 2 and 5", 3, "bitcoin", [5]],
    ["Compare the first and the fourth video", 3, "tokenizer", [4]],
    ["summarise the fifth lecture", 3, "", [5]],
  ])("tells which places %j names that a session of %d does not have", (question, count, ids, missing) => {
    const { videoIds, ...read } = readScope(question, VIDEOS.slice(0, count));
    expect(videoIds.join(" ")).toBe(ids);
    expect(read.missing).toEqual(missing);
  });

  it("takes a lecture that a question mentions for one of a series", () => {
    const read = readScope("In the fifth lecture he added lime, why?", VIDEOS);
    expect(read).toMatchObject({ scope: "PASSAGES", videoIds: ALL, missing: [] });
  });

  it("takes a session without videos, and a text without words, as they are", () => {
    expect(readScope("compare the first and the last video", []).videoIds).toEqual([]);
    expect(readScope("", VIDEOS).scope).toBe("PASSAGES");
    expect(readScope("?!", VIDEOS).scope).toBe("PASSAGES");
  });

  it.each([
    ["Compare the bitcoin video and the tokenizer video", ""],
    [
      "What do the bitcoin video and the tokenizer video each say about artificial intelligence?",
      "artificial intelligence",
    ],
    ["vergleiche die beiden Videos", ""],
    ["Was sind die Unterschiede zwischen dem ersten und dem dritten Video?", ""],
    ["compare the two podcasts on hiring", "hiring"],
    ["compare all videos on temperature", "temperature"],
    ["Compara los dos vídeos sobre la muerte", "muerte"],
    ["compare how the first and second video explain heat", "heat"],
    ["which of the two talks about calories?", "calories"],
    ["compare video 1 and 3", ""],
    ["compare 1 and 3", ""],
  ])("tells what %j compares by", (question, topic) => {
    expect(readScope(question, VIDEOS)).toMatchObject({ scope: "COMPARISON", topic });
  });

  it.each([
    ["Summarise this video", true, "en"],
    ["What are the main points?", true, "en"],
    ["Résume cette vidéo", true, "fr"],
    ["Summarise all videos", false, "en"],
    ["Summarise the bitcoin video", false, "en"],
  ])(
    "tells whether %j is about one video that it does not name, and its language",
    (question, isOfOne, language) => {
      expect(readScope(question, VIDEOS)).toMatchObject({ scope: "WHOLE_VIDEOS", isOfOne, language });
    },
  );

  it("tells where a comparison names its videos by a pronoun alone, which one of a single video cannot be", () => {
    expect(readScope("what do they have in common?", VIDEOS)).toMatchObject({
      isVague: true,
      isOfOne: false,
    });
    expect(readScope("compare the two videos", VIDEOS).isVague).toBeUndefined();
    expect(readScope("what do they have in common?", VIDEOS.slice(0, 1)).scope).toBe("PASSAGES");
  });

  it("takes what stands behind a request for a summary, be it long, for how it is to be", () => {
    const how = "Focus on what a beginner would need, and leave out the jokes. ".repeat(5);
    expect(readScope(`Summarize this video. ${how}`, VIDEOS).scope).toBe("WHOLE_VIDEOS");
    expect(readScope(`The pile is hot. ${how}`, VIDEOS).scope).toBe("PASSAGES");
    expect(readScope("Summarise the video. Why is the pile hot?", VIDEOS).scope).toBe("PASSAGES");
  });

  it("takes a long text for a question about something", () => {
    for (const part of ["the ", "video ", "the first and ", "動画の", "all the times ", "1 "])
      expect(readScope(part.repeat(5_000), VIDEOS).scope).toBe("PASSAGES");
  });
});
