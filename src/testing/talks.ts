const LINE_SECONDS = 10;

/** An upload of a talk of these lines, each of which is said for ten seconds. */
export const talkOf = (title: string, lines: string[], language = "en") => ({
  title,
  format: "TEXT",
  language,
  content: lines
    .map((line, at) => {
      const seconds = at * LINE_SECONDS;
      return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")} ${line}`;
    })
    .join("\n"),
});

export const BREAD = talkOf("Baking sourdough bread at home", [
  "Welcome to the bakery, and thank you for coming to this evening class.",
  "A sourdough starter is a culture of wild yeast that lives in flour and water.",
  "Feed the starter with fresh flour every day, and it will double within six hours.",
  "There are three mistakes that people make with their dough.",
  "The first mistake is too little water, which makes a dry and heavy crumb.",
  "The second mistake is a cold kitchen, in which the yeast hardly works at all.",
  "The third mistake is impatience, because the dough needs a whole night to rise.",
  "Salt makes the dough firm, and it goes in after the first half hour of rest.",
  "An oven for bread has to be as hot as two hundred and fifty degrees.",
  "Steam in the oven keeps the crust soft while the loaf rises.",
  "Let the loaf cool for an hour before you cut into it with a knife.",
  "Old bread makes good crumbs, so never throw away a loaf that has gone hard.",
]);
export const BICYCLE = talkOf("Repairing a bicycle on the road", [
  "Hello everybody, today we repair a bicycle with few tools on the road.",
  "A flat tire is the most common breakdown of a bicycle on a long tour.",
  "Take the wheel off the frame, and lift the tire over the rim with two levers.",
  "The hole in the tube is found by pumping it up and listening for the air.",
  "Put glue around the hole, and wait five minutes before you press the patch on it.",
  "Salt and rain make the chain rust, so clean the chain after every winter ride.",
  "A chain lasts about three thousand kilometres before its links wear out.",
  "The brakes need new pads when less than two millimetres of rubber are left.",
  "Water gets into the bearings of the wheel, and then they grind and whine.",
  "Carry a spare tube, a pump and a small set of keys on every long tour.",
]);
export const GERMAN = talkOf(
  "Roggenbrot backen",
  [
    "Guten Abend und herzlich willkommen zu diesem Kurs in unserer Backstube.",
    "Ein Sauerteig ist eine Kultur aus wilden Hefen, die in Mehl und Wasser leben.",
    "Das Mehl für Roggenbrot kommt aus dem ganzen Korn und nimmt viel Wasser auf.",
    "Der Teig muss eine ganze Nacht an einem warmen Ort in der Küche gehen.",
    "Im Ofen braucht das Brot eine Stunde bei zweihundertfünfzig Grad.",
    "Nach dem Backen muss das Brot einen Tag ruhen, bevor man es anschneidet.",
  ],
  "de",
);
