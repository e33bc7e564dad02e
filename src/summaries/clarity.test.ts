import { describe, expect, test } from "vitest";
import { countWords } from "../text/words.ts";
import { clarityOf, signsOf, type Spoken } from "./clarity.ts";

const spoken = (text: string, context: Partial<Spoken>): Spoken => ({
  isPunctuated: true,
  isOpening: false,
  isNearAdvertisement: false,
  before: "",
  after: "",
  pauseBeforeMs: Infinity,
  pauseAfterMs: Infinity,
  words: countWords(text),
  tellingBefore: (offset) => Math.ceil(countWords(text.slice(0, offset)) / 2),
  ...context,
});

const clarity = (text: string, language = "en", context: Partial<Spoken> = {}) =>
  clarityOf(text, spoken(text, context), signsOf(language));

const WIND = "The wind moves a sailing boat when the sail bends it around.";

describe("less clear than the same said of the matter alone is", () => {
  test.each([
    ["of the course", "The wind around the sail of a boat comes up on the final exam."],
    ["of the conversation", "Before we get to the sails, the wind moves a boat around the sea."],
    ["to a guest", "You worked with the wind around the sails of boats on every sea."],
    ["of the guest's work", "The wind around the sails of boats is part of your company."],
    ["as a story", "When I was in the harbour, the wind moved a boat with a sail."],
    ["of an example", "The sailing boat is moving for three meters with the wind around."],
    ["of what is happening", "The boat is sailing out of the harbour with the wind around the sail."],
    ["of what is shown", "The green arrow bends around the sail and moves the sailing boat out."],
    ["as a step of work", "What we need to do is move the sail of the boat around the wind."],
    ["by one who begins again", "The wind around the, around a sail moves a sailing boat to, out."],
    ["without what is compared", "The wind around a sail and the wind around the boat are different."],
    ["of what was named before", "The wind around a sail of boats moves all of these on the sea."],
    [
      "as an answer about the answer",
      "The wind around a sail of boats, I love that, moves boats on the sea.",
    ],
    ["of a subject named twice", "The sailing boat of the harbour, it moves around with the wind."],
    ["of what is pointed at", "The wind bends around the sail, so this is how a boat moves."],
    ["of the speakers' past", "We really wanted the wind around the sails of boats to move us."],
    ["as a guess of what is known", "Perhaps you've seen how the wind moves a sailing boat around the sea."],
    ["without a verb", "Moving a sailing boat around the wide sea with the wind in the sail."],
    ["by two", "The wind moves a sailing boat. -The sail bends it around."],
    ["as an advertisement", "Introducing the wind that moves a sailing boat around the sea."],
    [
      "of an action without who does it",
      "Just moved a sailing boat around the sea with the wind in the sail.",
    ],
    ["as a part of a longer sentence", "Whichever of the sails of the boat the wind bends around the sea."],
  ])("%s", (_, text) => {
    expect(clarity(text)).toBeLessThan(clarity(WIND));
  });

  test.each([
    [
      "de",
      "Der Wind bewegt ein Boot, wenn das Segel ihn biegt.",
      "Der Wind bewegt ein Boot, wenn die Klausur ihn biegt.",
    ],
    [
      "de",
      "Das Boot fährt, wenn der Wind das Segel biegt.",
      "Wieso das Boot fährt, wenn der Wind das Segel biegt.",
    ],
    [
      "de",
      "Der Wind bewegt ein Boot mit einem Segel auf See.",
      "Das würde ein Boot mit einem Segel auf See bewegen.",
    ],
    ["es", "El viento mueve un barco cuando la vela gira.", "El viento mueve un barco en el examen de vela."],
    ["es", "El barco hace girar una vela con el viento.", "Hace girar una vela del barco con el viento."],
    [
      "fr",
      "Le vent pousse un bateau quand la voile tourne.",
      "Le vent pousse un bateau dans votre examen de voile.",
    ],
    ["fr", "Le vent tourne autour de la voile du bateau.", "Regardons le vent autour de la voile du bateau."],
  ])("%s: %s", (language, better, worse) => {
    expect(clarity(worse, language)).toBeLessThan(clarity(better, language));
  });
});

describe("clearer", () => {
  test.each([
    ["a definition", "A keel is a fin that keeps a boat from drifting."],
    ["what something is called", "The fin under a sailing boat is called a keel."],
    ["advice", "The best way to stop a boat is to turn it around."],
  ])("%s", (_, text) => {
    expect(clarity(text)).toBeGreaterThan(clarity("A keel under a boat lowered its drift on the sea."));
  });
});

describe("what stands around some words", () => {
  test("an example of what was said is less clear than a sentence with one", () => {
    const opened = clarity("For example, the wind moves a sailing boat around the sea.");
    expect(opened).toBeLessThan(clarity("The wind moves, for example, a sailing boat around the sea."));
  });

  test("an address on the web says little", () => {
    expect(clarity("The wind moves a boat around, as sails.com has it for all.")).toBeLessThan(clarity(WIND));
  });

  test("what one thinks is said of the matter", () => {
    const thought = "I think the wind moves a sailing boat around the sea.";
    expect(clarity(thought)).toBeGreaterThan(clarity("I moved the wind for a sailing boat around the sea."));
  });

  test("what leads to a question is less clear", () => {
    expect(clarity(WIND, "en", { after: "Why?" })).toBeLessThan(clarity(WIND, "en", { after: "Yes." }));
  });

  test("a number among numbers is a step of a calculation", () => {
    const text = "The sail of the boat has an area of 12 in the wind.";
    const among = { before: "Here 3 times 4.", after: "And 12 plus 5." };
    expect(clarity(text, "en", among)).toBeLessThan(clarity(text, "en", { before: "Yes.", after: "Fine." }));
    expect(clarity(WIND, "en", among)).toBe(clarity(WIND));
  });

  test("numbers that are counted up say nothing", () => {
    expect(clarity("The boat has one, two, three sails around it in the wind.")).toBeLessThan(
      clarity("The boat has all of its sails around it in the wind."),
    );
  });

  test("the name of who speaks makes it less clear", () => {
    expect(clarity(`ANNA BELL: ${WIND}`)).toBeLessThan(clarity(WIND));
  });
});

describe("captions without punctuation", () => {
  const clause = "wind moves a sailing boat when its sail bends the wind around";
  const said = { isPunctuated: false, before: "boats sail", after: "boats have a keel" };

  test("what pauses or joining words part is clearer than what is cut", () => {
    const cut = { ...said, pauseBeforeMs: -500, pauseAfterMs: -500 };
    const ofCut = clarity(clause, "en", cut);
    expect(clarity(clause, "en", { ...cut, pauseBeforeMs: 300 })).toBeGreaterThan(ofCut);
    expect(clarity(clause, "en", { ...cut, pauseAfterMs: 300 })).toBeGreaterThan(ofCut);
    expect(clarity(clause, "en", { ...cut, after: "so boats have a keel" })).toBeGreaterThan(ofCut);
    expect(clarity(`so ${clause}`, "en", cut)).toBeGreaterThan(ofCut);
  });

  test("a condition without what follows from it is unfinished, whatever it tells of its parts", () => {
    const condition = "if a sailor wants the wind that is needed to move a boat";
    expect(clarity(condition, "en", said)).toBeLessThan(clarity(`${condition} the sail bends`, "en", said));
  });
});
