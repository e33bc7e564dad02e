import { expect, test } from "vitest";
import { englishQuestions } from "./english-questions.ts";

const questionsOf = (...sentences: string[]) => [
  ...new Set(englishQuestions([...sentences, ...sentences], []).ofSentences.map(({ question }) => question)),
];

test.each([
  ["A glacier is a large body of ice that moves under its own weight.", "What is a glacier?"],
  ["Frozen soil that never thaws in summer is called permafrost.", "What is permafrost?"],
  ["Ada Lovelace was a mathematician who wrote the first program.", "Who was Ada Lovelace?"],
  ["Osmosis means that water moves through a membrane.", "What does osmosis mean?"],
  [
    "The difference between weather and climate is the span of time.",
    "What is the difference between weather and climate?",
  ],
  ["Unlike frogs, toads have dry skin and short legs.", "How do toads differ from frogs?"],
  ["Granite is harder than marble.", "How does granite compare to marble?"],
  [
    "The main problem with solar panels is that nights are dark.",
    "What is the main problem with solar panels?",
  ],
  ["One advantage of heat pumps is that they cool rooms in summer.", "What is the advantage of heat pumps?"],
  ["The purpose of sleep is to clean the brain.", "What is the purpose of sleep?"],
  ["Bronze is made of copper and a little tin.", "What is bronze made of?"],
  ["Graphite is often used for pencils and batteries.", "What is graphite used for?"],
  [
    "The boiling point of water depends on the air pressure.",
    "What does the boiling point of water depend on?",
  ],
  ["Coffee comes from the highlands of Ethiopia.", "Where does coffee come from?"],
  ["Too little sleep can lead to high blood pressure.", "What causes high blood pressure?"],
  ["A refrigerator works by moving heat from inside to outside.", "How does a refrigerator work?"],
  ["A good example of irony is a fire station that burns down.", "What is an example of irony?"],
  [
    "There are three main types of rocks, and each forms in another way.",
    "What are the three main types of rocks?",
  ],
  ["Dynamite was invented in Germany by Alfred Nobel.", "Who invented dynamite?"],
  ["Alexander Fleming discovered penicillin in his laboratory.", "Who discovered penicillin?"],
  ["The Eiffel Tower was completed in 1889.", "When was the Eiffel Tower completed?"],
  ["A good night's rest takes about eight hours.", "How long does a good night's rest take?"],
  ["Photosynthesis takes only a few seconds in full light.", "How long does photosynthesis take?"],
  ["It takes about ten minutes to boil an egg.", "How long does it take to boil an egg?"],
  ["The Nile is about 6650 kilometers long.", "How long is the Nile?"],
  ["A spider has eight legs.", "How many legs does a spider have?"],
  ["Roughly 71% of the earth is covered by water.", "What percentage of the earth is covered by water?"],
  [
    "Water boils at a lower temperature on mountains because the air is thinner.",
    "Why does water boil at a lower temperature on mountains?",
  ],
  ["Polar bears are white because their home is full of snow.", "Why are polar bears white?"],
  ["The reason why the sky looks blue is that air scatters short waves.", "Why does the sky look blue?"],
  ["Mercury vanished from thermometers because it is toxic.", "Why did mercury vanish from thermometers?"],
  [
    "It's important to warm your muscles up because cold ones tear.",
    "Why is it important to warm your muscles up?",
  ],
  ["Rinse the rice in cold water so that it does not stick.", "Why should you rinse the rice in cold water?"],
  [
    "Never wash a cast-iron pan with soap, because it strips the oil.",
    "Why shouldn't you wash a cast-iron pan with soap?",
  ],
  ["Bees heat their hive by shivering with their flight muscles.", "How do bees heat their hive?"],
  ["To sharpen a knife, you need a wet stone and some patience.", "How do you sharpen a knife?"],
  ["If you want to grow tomatoes, start with a sunny place.", "How do you grow tomatoes?"],
  ["The best way to store bread is in a paper bag.", "What is the best way to store bread?"],
  [
    "The biggest mistake people make with plants is too much water.",
    "What is the biggest mistake people make with plants?",
  ],
  ["When a star runs out of fuel, its core collapses.", "What happens when a star runs out of fuel?"],
  ["If you add salt to ice, it melts below zero degrees.", "What happens if you add salt to ice?"],
  ["You should water a cactus when its soil is dry.", "When should you water a cactus?"],
  ["Hold the stretch position for about thirty seconds.", "How long should you hold the stretch position?"],
  ["Place your hand on the patient's shoulder before you begin.", "Where should you place your hand?"],
  ["You need yeast to make sourdough bread.", "What do you need to make sourdough bread?"],
  ["What gradient descent does is follow the steepest slope.", "What does gradient descent do?"],
  ["A seismograph measures how strongly the ground shakes.", "What does a seismograph measure?"],
  ["Keep in mind work is force times distance.", "How is work calculated?"],
  ["Smoking raises your blood pressure and your pulse.", "What raises your blood pressure and your pulse?"],
  ["About three million people speak Welsh at home.", "How many people speak Welsh at home?"],
  [
    "Cheap butter contains unhealthy fats, which few people know.",
    "Does cheap butter contain unhealthy fats?",
  ],
  ["Clean your glasses with mild soap before you dry them.", "What should you clean your glasses with?"],
  ["Bend your knees to protect your lower back.", "How do you protect your lower back?"],
  ["Use a ruler to measure the distance.", "What can you use to measure the distance?"],
  ["You're going to stretch your wrist by pulling your fingers back.", "How should you stretch your wrist?"],
  ["Grace Hopper was the inventor of the compiler, and an admiral.", "Who was Grace Hopper?"],
  ["One of the biggest mistakes people make is to rush.", "What is one of the biggest mistakes people make?"],
  ["Earthquakes happen when two plates slip past each other.", "When do earthquakes happen?"],
])("%s", (sentence, question) => {
  expect(questionsOf(sentence)).toContain(question);
});

test.each([
  "Welcome to a channel that is a place for all who love glaciers.",
  "Subscribe because it is free and helps us a lot.",
  "This is why it does not boil.",
  "It melts because they heat it.",
  "The other one is larger than this one.",
  "What happens then?",
  "Why does it do that?",
  "He said that because she asked him.",
  "As you can see right here, a glacier is a body of ice that moves.",
  "The weather was nice.",
  "Now, take a look at your hands and wait.",
  "And what ends up happening is that we hand it over to the users network.",
])("nothing is asked about %s", (sentence) => {
  expect(questionsOf(sentence)).toEqual([]);
});

test("what is said in an advertisement is not asked about", () => {
  const said = "A glacier is a large body of ice that moves under its own weight.";
  expect(questionsOf("This talk is brought to you by Acme.", said)).toEqual([]);
  expect(questionsOf("Please subscribe to see more of this.", said)).toContain("What is a glacier?");
});

test("what is often named is asked about by what is said of it", () => {
  const about = "The mitral valve is important since it keeps blood from flowing back.";
  expect(questionsOf(about, "This is the mitral valve.")).toContain("Why is the mitral valve important?");
  const topics = englishQuestions([about], []).ofSentences.filter(({ subject }) => subject !== undefined);
  expect(topics).toEqual([]);
});

test("a word that is said once is not asked about", () => {
  const [once] = ["A glacier is a large body of ice that moves under its own weight."];
  expect(englishQuestions([once], []).ofSentences).toEqual([]);
});

test("a phrase that is mostly the beginning of a longer one is no title to ask about", () => {
  const said = Array.from({ length: 4 }, () => "We train large language models on text.");
  expect(englishQuestions(said, ["Large language"]).ofTitles).toEqual([]);
});

test("a speaker's own question is taken where it is understood by itself", () => {
  expect(questionsOf("So, why is permafrost full of carbon?")).toEqual(["Why is permafrost full of carbon?"]);
  expect(questionsOf("And why are you so full of it?")).toEqual([]);
});

test("a statement is asked about where the next sentence gives its reason", () => {
  const next = "That's because the ice below them melts.";
  expect(englishQuestions(["Roads on permafrost sink in summer.", next], []).ofSentences).toContainEqual(
    expect.objectContaining({ question: "Why do roads on permafrost sink in summer?", sentence: 1 }),
  );
});

test("words are written as amid the sentences of the transcript", () => {
  const about = "Bitcoin is a ledger that many people keep together.";
  expect(questionsOf(about, "Few people know who invented Bitcoin.")).toContain("What is Bitcoin?");
  expect(questionsOf(about, "Few people know who invented bitcoin.")).toContain("What is bitcoin?");
});

test("what is counted is not asked about without its article", () => {
  expect(questionsOf("Affiliate is a partner that sells for you.", "You become an affiliate.")).toEqual([]);
});

test("the title of a chapter is asked about where it names what is often said; one that asks is a question", () => {
  const said = Array.from({ length: 4 }, () => "Solar panels are cheap.");
  const { ofTitles } = englishQuestions(said, ["Solar panels", "The end", "Why do they pay off?"]);
  expect(ofTitles.map(({ question, chapter }) => [question, chapter])).toEqual([
    ["What should you know about solar panels?", 0],
    ["Why do they pay off?", 2],
  ]);
});
