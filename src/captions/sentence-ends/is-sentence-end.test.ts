import { expect, test } from "vitest";
import { splitSentences } from "../sentences.ts";

/** The sentences of a text that is said in cues of seven words. */
function sentencesOf(text: string, language: string): string[] {
  const words = text.split(" ");
  const cues = Array.from({ length: Math.ceil(words.length / 7) }, (_, index) => ({
    startMs: index * 2_800,
    endMs: (index + 1) * 2_800,
    text: words.slice(index * 7, (index + 1) * 7).join(" "),
  }));
  return splitSentences(cues, language).map((sentence) => sentence.text);
}

const AROUND: Record<string, [before: string, after: string]> = {
  en: ["The workshop was quiet all week.", "Later it began to rain."],
  de: ["In der Werkstatt war es still.", "Später begann es zu regnen."],
  es: ["El taller estaba tranquilo.", "Luego empezó a llover."],
  fr: ["L'atelier était calme.", "Ensuite il se mit à pleuvoir."],
  it: ["L'officina era tranquilla.", "Poi cominciò a piovere."],
  nl: ["De werkplaats was stil.", "Later begon het te regenen."],
  pt: ["A oficina estava calma.", "Depois começou a chover."],
  ru: ["В мастерской было тихо.", "Потом начался дождь."],
};

test.each([
  ["en", "The bell was cast for Capt. Morris in a yard by the canal."],
  ["en", "She wrote to Sen. Ortega and to Rev. Whitfield about the well."],
  ["en", "The path from Ft. Barrow to St. Helen took them two days."],
  ["en", "The lamp was sold to Mr. and Mrs. Lindqvist for nine crowns."],
  ["en", "The U.N. Charter was signed there and the U.K. Parliament approved it."],
  ["en", "The shop opens at 9 a.m. Saturday and closes at noon."],
  ["en", "He worked for Harper Bros. Boston and later for Nilsen Ltd. Oslo as a clerk."],
  ["en", "The report was checked by Ph.D. Irina Volkova and by M.D. Tomasz Nowak before winter."],
  ["en", "The dam broke on Oct. 14 and was mended by Nov. 2 of that year."],
  ["en", "See Fig. 3 and No. 12 for the valves, e.g. Bronze or steel ones."],
  ["en", "The best wood for the bow is... Yew from the hills."],
  ["en", "The theory of J. R. Fenwick and Arthur C. Clarke was read aloud."],
  ["en", "The recipe asks for approx. Twenty grams of salt, i.e. Two spoons."],
  ["en", "They drew it in Vol. Two and in Fig. Seven of the old book."],
  ["en", "The prize was given by M.Sc. Olga Brandt and by D.Phil. Henry Okafor in spring."],
  ["de", "Die Brücke kostete drei Mio. Euro und zwei Std. Arbeit am Tag."],
  ["de", "Das Haus gehört Dipl.-Ing. Huber und Dr. med. Weber in Graz."],
  ["de", "Der Brief ging an Hrn. Albrecht und an Prof. Seidel in Jena."],
  ["de", "Die Pumpe wiegt ca. Vierzig Kilo und kostet ggf. Hundert Euro."],
  ["de", "Man nimmt z. B. Essig oder, d. h. Besser noch, Zitrone."],
  ["de", "Der Turm wurde am 3. Mai im 19. Jahrhundert gebaut."],
  ["de", "Die Schule liegt in der Goethestr. Nr. Vier am Platz."],
  ["es", "La llave la tiene la Sra. Molina y el Dr. Ibáñez la vio."],
  ["es", "El barco salió de EE. UU. Florida con sal y azúcar."],
  ["fr", "La clé est chez Mme. Laurent et chez M. Girard au village."],
  ["fr", "On prend p. ex. Du vinaigre blanc pour le nettoyer."],
  ["es", "El plano está en la pág. Diez y lo pagaron los JJ. OO. Barcelona."],
  ["it", "Il negozio è in p.zza Garibaldi e in v.le Monza da anni."],
  ["ru", "Лодка плыла по р. Волга до о. Дальний весь день."],
  ["it", "La chiave è del sig. Bianchi e della dott.ssa Ferri in paese."],
  ["nl", "De brief kwam van dhr. Jansen en ging naar mevr. Bakker in Delft."],
  ["pt", "A chave está com o Dr. Pereira e com a Exma. Lima na vila."],
  ["ru", "Письмо пришло от проф. Орлова из г. Казань в мае."],
  ["ru", "Музей им. Чехова стоит на ул. Садовая у реки."],
])("in %s, this is one sentence: %s", (language, sentence) => {
  const [before, after] = AROUND[language]!;
  expect(sentencesOf(`${before} ${sentence} ${after}`, language)).toEqual([before, sentence, after]);
});

test.each([
  ["en", "He moved to the U.S.", "The winter was mild."],
  ["en", "We begin at 8 a.m.", "It takes two hours."],
  ["en", "They sold it to Nilsen Inc.", "She was not happy."],
  ["en", "Bring nails, rope, etc.", "Measure the frame."],
  ["en", "Solve this for x.", "Suppose it is two."],
  ["en", "The label is M.", "Now change the context."],
  ["en", "It is rich in vitamin C.", "Oranges have it."],
  ["en", "I waited for an hour...", "Bells began to ring."],
  ["en", "Did you say yes?", "No."],
  ["en", "Stir it for 5 min.", "Add the flour."],
  ["en", "That was the last rep.", "Rest for a minute."],
  ["en", "The first step is 1.", "Then comes two."],
  ["en", "Is it far?", "No.", "Two hours by boat."],
  ["de", "Sie kaufte Nägel, Seile usw.", "Danach ging sie heim."],
  ["de", "Das Ergebnis ist 10.", "Warum ist das so?"],
  ["es", "Vive en EE. UU.", "La casa es grande."],
  ["fr", "Il y a des clous, des cordes, etc.", "Le prix est bas."],
  ["ru", "Он родился в 1950 г.", "Это было давно."],
])("in %s, these are sentences of their own: %s %s", (language, ...sentences) => {
  expect(sentencesOf(sentences.join(" "), language)).toEqual(sentences);
});

test("the number of an item stays with it", () => {
  expect(sentencesOf("1. Wash the rice. 2. Boil the water.", "en")).toEqual([
    "1. Wash the rice.",
    "2. Boil the water.",
  ]);
});

test("whatever a tag is, its sentences end", () => {
  for (const tag of ["xx", "no tag!", "zh-Hant", "nb"])
    expect(sentencesOf("One thing. Another thing.", tag)).toHaveLength(2);
});
