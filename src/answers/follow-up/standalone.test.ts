import { beforeAll, describe, expect, it } from "vitest";
import type { EmbeddingModel } from "../../models/embeddings/embedding-model.ts";
import { startEmbeddedEncoder } from "../../models/embeddings/embedded-encoder.ts";
import type { Confidence } from "../../search/search-result.ts";
import type { CitedTurn } from "../generate/answerer.ts";
import { createSimilarity } from "./similarity.ts";
import { standalone } from "./standalone.ts";

let encoder: EmbeddingModel;
beforeAll(async () => {
  encoder = await startEmbeddedEncoder();
  return () => encoder.close();
});

const never = new AbortController().signal;
const byMeaning = (question: string, history: CitedTurn[]) =>
  standalone(question, history, createSimilarity(encoder)(never));
const byForm = (question: string, history: CitedTurn[]) =>
  standalone(question, history, createSimilarity(null)(never));

const citation = (quote: string) => ({
  number: 1,
  videoId: "v",
  youtubeId: null,
  startMs: 10,
  endMs: 20,
  quote,
});
const turn = (question: string, quote?: string, confidence: Confidence = "SURE"): CitedTurn => ({
  question,
  scope: "PASSAGES",
  answer: quote === undefined ? "Nothing." : `“${quote}” [1]`,
  citations: quote === undefined ? [] : [citation(quote)],
  confidence: quote === undefined ? "NOT_FOUND" : confidence,
});

/** The earlier question, the follow-up, and what comes of both. */
const CONTRASTS: [before: string, question: string, standalone: string][] = [
  ["How hot should the water for green tea be?", "And oolong?", "How hot should the water for oolong be?"],
  [
    "How hot should the water for green tea be?",
    "what about black tea?",
    "How hot should the water for black tea be?",
  ],
  [
    "How hot should the water for green tea be?",
    "is it the same for coffee",
    "How hot should the water for coffee be?",
  ],
  ["how long should black tea steep", "and green?", "how long should green tea steep?"],
  [
    "How many grams of oolong do you need for a cup?",
    "And green tea?",
    "How many grams of green tea do you need for a cup?",
  ],
  ["What does the red wire do?", "and the blue one?", "What does the blue wire do?"],
  ["When's the midterm?", "and the final?", "When's the final?"],
  ["How do I vaccinate a puppy?", "and rabbits?", "How do I vaccinate a rabbits?"],
  [
    "Which framework does the team use for the frontend?",
    "and the backend?",
    "Which framework does the team use for the backend?",
  ],
  ["What is the capital of France?", "And Germany?", "What is the capital of Germany?"],
  ["What did the studio pay for the score?", "and for the sets?", "What did the studio pay for the sets?"],
  [
    "Which journal is best for papers about reefs?",
    "And for design or how cities grow?",
    "Which journal is best for design or how cities grow?",
  ],
  [
    "How often should I water a cactus in summer?",
    "and in winter?",
    "How often should I water a cactus in winter?",
  ],
  ["How is steel made?", "is that also true for copper?", "How is copper made?"],
  ["Which muscles does the deadlift train?", "How about the squat?", "Which muscles does the squat train?"],
  ["Was ist die Spur einer Matrix?", "Und die Determinante?", "Was ist die Determinante einer Matrix?"],
  ["¿Qué es la traza de una matriz?", "¿Y el determinante?", "¿Qué es la determinante de una matriz?"],
  ["Wie lange muss Roggenbrot gehen?", "Und Weizenbrot?", "Wie lange muss Weizenbrot gehen?"],
  [
    "Wie entkalkt man einen Wasserkocher?",
    "Was ist mit einer Kaffeemaschine?",
    "Wie entkalkt man einen Kaffeemaschine?",
  ],
  [
    "Combien de temps faut-il laisser reposer la pâte ?",
    "et la brioche ?",
    "Combien de temps faut-il laisser reposer la brioche?",
  ],
  ["¿Qué mide la derivada?", "¿y la integral?", "¿Qué mide la integral?"],
  [
    "¿Cada cuánto hay que regar un cactus en verano?",
    "¿y en invierno?",
    "¿Cada cuánto hay que regar un cactus en invierno?",
  ],
];

const OTHERS: [before: string, question: string, standalone: string][] = [
  // What is pointed to takes the pronoun's place, or stands beside.
  [
    "How do I proof sourdough bread?",
    "how long does that take?",
    "how long does proof sourdough bread take?",
  ],
  ["How do I proof sourdough bread?", "Does it need a lid?", "Does sourdough bread need a lid?"],
  ["What is a botnet?", "What can one be used for?", "What can botnet be used for?"],
  ["What is a compiler?", "who wrote the first one?", "who wrote the first one compiler"],
  ["what's a heat pump?", "what are its downsides?", "what are the downsides of heat pump?"],
  ["How long can the brace stay on?", "how often can I repeat it?", "how often can I repeat brace?"],
  ["Where is the spleen?", "what does it do?", "what does spleen do?"],
  ["How do I repot an orchid?", "when is the best time for it?", "when is the best time for orchid?"],
  [
    "What advice does Ada Fontaine give founders?",
    "What did she say about salaries?",
    "What did she say about salaries Ada Fontaine",
  ],
  [
    "How do I sharpen a knife?",
    "does this method work on scissors?",
    "does this method work on scissors knife",
  ],
  [
    "Wie entkalkt man einen Wasserkocher?",
    "Wie oft sollte man das machen?",
    "Wie oft sollte man das machen entkalkt man einen Wasserkocher",
  ],
  [
    "Qu'est-ce que la dérivée d'une fonction ?",
    "à quoi sert-elle ?",
    "à quoi sert-elle dérivée d'une fonction",
  ],
  // What is left out is filled in.
  ["How do I sharpen a knife?", "what angle?", "what angle knife"],
  ["How do I repot an orchid?", "which soil should I use?", "which soil should I use orchid"],
  [
    "¿Cómo se hace una tortilla de patatas?",
    "¿cuánto tiempo tarda?",
    "cuánto tiempo tarda tortilla de patatas",
  ],
  ["How hot should the water for green tea be?", "and the price?", "the price water for green tea"],
  ["How often should I water a cactus?", "and in winter?", "How often should I water a cactus in winter?"],
  [
    "How do I get red wine out of a carpet?",
    "what if it is already dry?",
    "How do I get red wine out of a carpet if it is already dry?",
  ],
  // Another question word takes the place of the one before.
  [
    "How hot should the water for green tea be?",
    "And how long?",
    "how long should the water for green tea be?",
  ],
  ["Is it safe to freeze bread?", "how?", "how Is it safe to freeze bread?"],
  ["Can a plane fly with one engine?", "Why not?", "Why not Can a plane fly with one engine?"],
  ["What temperature does pizza need?", "for how long?", "for how long does pizza need?"],
  [
    "Combien de temps faut-il laisser reposer la pâte ?",
    "à quelle température ?",
    "à quelle température faut-il laisser reposer la pâte ?",
  ],
  // Of several, the other.
  [
    "What is the first step of gradient descent?",
    "And the second one?",
    "What is the second step of gradient descent?",
  ],
  ["What does the red wire do?", "what about the other one?", "the other red wire"],
];

const STANDALONE: [before: string, question: string][] = [
  ["Who is the guest?", "quote him on tarpit ideas"],
  ["What are the three reasons startups fail?", "when does she talk about dinosaur brains?"],
  ["How hot should the water for green tea be?", "What is the capital of Mongolia?"],
  ["How hot should the water for green tea be?", "And what is the capital of Mongolia?"],
  ["How do I sharpen a knife?", "How do I keep my cutting board from slipping when I use it?"],
  ["How do I sharpen a knife?", "Is it safe to eat raw eggs?"],
  ["How do I sharpen a knife?", "How long does it take to boil an egg?"],
  ["How do I sharpen a knife?", "Who invented the telephone?"],
  ["How do I sharpen a knife?", "Why do cats purr?"],
  ["How do I sharpen a knife?", "What is this video about?"],
  ["How do I sharpen a knife?", "What is the difference between a list and a tuple in Python?"],
  ["How do I sharpen a knife?", "Does a lizard use its tail?"],
  ["How do I sharpen a knife?", "gradient descent"],
  ["Wie lange muss Roggenbrot gehen?", "Wer hat das Telefon erfunden?"],
  ["Wie lange muss Roggenbrot gehen?", "Gibt es Koffein in grünem Tee?"],
  ["Que mesure la dérivée ?", "Quelle est la capitale de la Mongolie ?"],
  ["Que mesure la dérivée ?", "Combien de temps faut-il pour cuire un œuf ?"],
  ["¿Qué mide la derivada?", "¿Quién inventó el teléfono?"],
];

describe("a follow-up that names another term", () => {
  it.each(CONTRASTS)(
    "%j, then %j: the term takes the place of the one like it",
    async (before, question, wanted) => {
      expect(await byMeaning(question, [turn(before, "So it is.")])).toEqual({ question: wanted });
    },
  );

  it("puts it, where no model tells what is like it, in the place of what looks like it, or comes last", async () => {
    const pairs = CONTRASTS.filter(([before]) => !/oolong do you need|puppy|fly|Wasserkocher/u.test(before));
    const made = await Promise.all(pairs.map(([before, question]) => byForm(question, [turn(before)])));
    const right = made.filter(({ question }, at) => question === pairs[at]![2]);
    expect(right.length).toBeGreaterThan(0.8 * pairs.length);
  });
});

describe("a follow-up that leaves something out", () => {
  it.each(OTHERS)("%j, then %j: it is filled in", async (before, question, wanted) => {
    expect(await byMeaning(question, [turn(before)])).toMatchObject({ question: wanted });
  });

  it("counts what the answer counted", async () => {
    const before = turn("How fast is the old ledger?", "It handles about 24,000 transactions per second.");
    expect(await byMeaning("And how many fit in a block?", [before])).toEqual({
      question: "And how many transactions fit in a block?",
    });
    const german = turn("Wie schnell ist das alte Netz?", "Es schafft 24.000 Überweisungen pro Sekunde.");
    expect(await byMeaning("Und wie viele passen in einen Block?", [german])).toEqual({
      question: "Und wie viele Überweisungen passen in einen Block?",
    });
  });
});

describe("a follow-up that is about the answer", () => {
  const before = turn("How hot should the water for green tea be?", "Green tea wants about eighty degrees.");

  it.each(["why?", "Why is that?", "how come", "But why?", "why that heat", "Why at that temperature?"])(
    "%j asks for the reason of what was said",
    async (question) => {
      const made = await byMeaning(question, [before]);
      expect(made.question).toMatch(
        /^(?:but )?(?:why|how come)[a-z ]*: Green tea wants about eighty degrees\.$/iu,
      );
      expect(made.avoid).toEqual([citation("Green tea wants about eighty degrees.")]);
    },
  );

  it.each([
    ["Wie heiß soll Wasser für grünen Tee sein?", "Warum?", "Grüner Tee will achtzig Grad."],
    ["Quelle température pour le thé vert ?", "Pourquoi ?", "Le thé vert veut quatre-vingts degrés."],
    ["¿Qué temperatura quiere el té verde?", "¿Por qué?", "El té verde quiere ochenta grados."],
  ])("%j, then %j, asks for it in other languages", async (earlier, question, quote) => {
    const { question: made } = await byMeaning(question, [turn(earlier, quote)]);
    expect(made).toBe(
      `${question.replace(/[\s¿?]/gu, (mark) => (mark === " " && question.startsWith("¿") ? " " : ""))}: ${quote}`,
    );
  });

  it.each([
    "tell me more",
    "Tell me more about that, please",
    "Can you give an example?",
    "Explain that in more detail please",
    "what else?",
    "go on",
  ])("%j asks the same again, without what was said", async (question) => {
    expect(await byMeaning(question, [before])).toEqual({
      question: "How hot should the water for green tea be?",
      avoid: [citation("Green tea wants about eighty degrees.")],
    });
  });

  it.each(["Erzähl mir mehr", "Noch ein Beispiel?"])("%j does so in German", async (question) => {
    const german = turn("Wie lange muss Roggenbrot gehen?", "Zwei Stunden.");
    expect(await byMeaning(question, [german])).toEqual({
      question: "Wie lange muss Roggenbrot gehen?",
      avoid: [citation("Zwei Stunden.")],
    });
  });

  it.each(["and then?", "what comes next?", "What happens after that?"])(
    "%j asks for what comes after",
    async (question) => {
      const made = await byMeaning(question, [turn("How do I change the oil?", "First drain the old oil.")]);
      expect(made.question).toMatch(/: First drain the old oil\.$/u);
      expect(made.avoid).toHaveLength(1);
    },
  );

  it.each([
    ["Which layout keeps a network running?", "what are its downsides?"],
    ["Which layout is best?", "how does it work?"],
    ["Who drew the first layout?", "when did he do that?"],
  ])("%j, then %j, is about what was answered", async (earlier, question) => {
    const made = await byMeaning(question, [turn(earlier, "Ada drew the mesh layout, which is best.")]);
    expect(made).toEqual({
      question: `${question.replace("?", "")}: Ada drew the mesh layout, which is best.`,
      avoid: [citation("Ada drew the mesh layout, which is best.")],
    });
  });

  it("is about what was told, not about what the speaker asks there", async () => {
    const asked = turn("Who is the baker of Ulm?", "Who is the baker of Ulm? He is a man with a mill.");
    const made = await byMeaning("why does he rise so early?", [asked]);
    expect(made.question).toBe("why does he rise so early: He is a man with a mill.");
  });

  it("asks the same under another circumstance", async () => {
    const asked = turn("How do I stop the leak?", "Wind tape around the pipe.");
    expect(await byMeaning("and if that one leaks as well?", [asked])).toEqual({
      question: "How do I stop the leak if that one leaks as well?",
    });
  });

  it("is about what was asked where the thing that is asked for is not what was talked of", async () => {
    const deadlift = turn("Which muscles does the deadlift train?", "It trains the back.");
    expect(await byMeaning("is it dangerous?", [deadlift])).toEqual({ question: "is deadlift dangerous?" });
  });

  it("is unsure at best where the answer was", async () => {
    const unsure = turn("How hot is green tea?", "Green tea is not hot.", "UNSURE");
    expect(await byMeaning("why?", [unsure])).toMatchObject({ isUnsure: true });
    expect(await byMeaning("why?", [before])).not.toHaveProperty("isUnsure");
    expect(await byMeaning("and oolong?", [unsure])).not.toHaveProperty("isUnsure");
    const again = { ...turn("why?", "It turns bitter."), confidence: "UNSURE" as const };
    expect(await byMeaning("why?", [unsure, again])).toMatchObject({ isUnsure: true });
  });

  it("may have its reason in what was said", async () => {
    const reasoned = turn("How hot is green tea?", "Green tea is not hot, because it turns bitter.");
    expect((await byMeaning("why?", [reasoned])).avoid).toEqual([]);
  });

  it("takes the sentence of the answer that is about the question", async () => {
    const long = turn("How hot is green tea?", "I like it a lot. Green tea is not hot. Black tea boils.");
    expect((await byMeaning("why?", [long])).question).toBe("why: Green tea is not hot.");
  });

  it("asks again where the answer is doubted", async () => {
    expect(await byMeaning("really?", [before])).toEqual({
      question: "How hot should the water for green tea be?",
    });
  });

  it("takes the question's own words where nothing was said", async () => {
    expect((await byMeaning("why?", [turn("What is a Fourier series?")])).question).toBe(
      "why: Fourier series",
    );
  });
});

describe("a question that stands alone", () => {
  it.each(STANDALONE)("after %j drops it: %j", async (before, question) => {
    expect(await byMeaning(question, [turn(before, "So it is.")])).toEqual({ question });
  });

  it("is itself where nothing came before", async () => {
    expect(await byMeaning("why?", [])).toEqual({ question: "why?" });
  });
});

describe("a conversation", () => {
  it("is followed back to what it began with", async () => {
    const history = [
      turn("How tall is Mount Everest?", "Very."),
      turn("how long should black tea steep", "Four minutes."),
      turn("and green?", "Two minutes."),
    ];
    expect(await byMeaning("and oolong?", history)).toEqual({
      question: "how long should oolong steep?",
    });
    expect(await byMeaning("tell me more", history)).toEqual({
      question: "how long should green tea steep?",
      avoid: [citation("Two minutes.")],
    });
  });

  it("avoids all that was said where more is asked for again", async () => {
    const history = [turn("What is oolong?", "It is a tea."), turn("tell me more", "It is half fermented.")];
    const { avoid } = await byMeaning("and more?", history);
    expect(avoid).toEqual([citation("It is a tea."), citation("It is half fermented.")]);
  });

  it("gives short questions however long it was", async () => {
    const long = turn(Array.from({ length: 500 }, (_, at) => `topic${at}`).join(" "), "word ".repeat(900));
    for (const question of ["why?", "and oolong?", "how long does it take?"]) {
      const made = await byMeaning(question, [long]);
      expect(made.question.split(" ").length).toBeLessThan(60);
    }
  });

  it("follows up a question without a word as it is", async () => {
    for (const before of ["???", "🙂"])
      for (const question of ["why?", "how?", "and oolong?", "what next?", "the other one?"])
        expect((await byForm(question, [turn(before)])).question).not.toBe("");
  });

  it("in a language without a grammar carries words over", async () => {
    expect(await byMeaning("Почему?", [turn("Что измеряет определитель матрицы?")])).toMatchObject({
      question: expect.stringContaining("определитель матрицы"),
    });
    expect(await byMeaning("为什么？", [turn("行列式是什么？")])).toMatchObject({
      question: expect.stringContaining("行列式"),
    });
  });
});

describe("the likeness of terms", () => {
  it("is left out where the model fails or does not come back", async () => {
    for (const embed of [() => Promise.reject(new Error("503")), () => new Promise<never>(() => {})]) {
      const similarity = createSimilarity({ name: "broken", embed, close: async () => {} })(never);
      const { question } = await standalone(
        "and green?",
        [turn("how long should black tea steep")],
        similarity,
      );
      expect(question).toBe("how long should green tea steep?");
    }
  });

  it("rejects with the signal's reason when it is aborted", async () => {
    const reason = new Error("cancelled");
    const similarity = createSimilarity(encoder)(AbortSignal.abort(reason));
    await expect(similarity("one", ["other"])).rejects.toBe(reason);
  });
});
