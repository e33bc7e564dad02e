import { talk, withSession, withTranscripts, type Trial } from "./trial.ts";

const TRANSCRIPT_BYTES = 1_990_000;

/** Types of an interface and its types' interfaces, so often in each other. */
const introspection = (levels: number) =>
  `{ __schema { types { ${"possibleTypes { interfaces { ".repeat(levels)} name ${"} } ".repeat(levels)} } } }`;
const fieldsOfTypes = (levels: number) =>
  `{ __schema { types { ${"fields { type { ".repeat(levels)} name ${"} } ".repeat(levels)} } } }`;

/** Fields that each have to be compared with all others. */
const overlapping = (index: number) =>
  `query Q${index} { session { ${"answers { edges { node { id } } } ".repeat(180)} } }`;
const fragments = (index: number) => {
  const names = Array.from({ length: 60 }, (_, at) => `F${index}_${at}`);
  const bodies = names.map(
    (name, at) =>
      `fragment ${name} on Session { id ${names
        .slice(at + 1, at + 6)
        .map((other) => `...${other}`)
        .join(" ")} }`,
  );
  return `{ session { ...${names[0]} } } ${bodies.join(" ")}`;
};

export const documentTrials: Trial[] = [
  {
    name: "large-documents",
    title: "200 large documents",
    run: (attacker) =>
      attacker.flood(200, 20, (index) =>
        attacker.post(
          `query Q${index} { ${`a${index}: server { version } `.repeat(300)} } #${"x".repeat(80_000)}`,
        ),
      ),
  },
  {
    name: "larger-documents",
    title: "200 documents of 1 MB",
    run: (attacker) =>
      attacker.flood(200, 20, (index) =>
        attacker.post(`query Q${index} { ${"server { version } ".repeat(50_000)} }`),
      ),
  },
  {
    name: "introspection",
    title: "introspection in itself, 724 bytes",
    run: (attacker) =>
      attacker.flood(40, 4, (index) => attacker.post(index % 2 === 0 ? introspection(11) : fieldsOfTypes(5))),
  },
  {
    name: "validation",
    title: "documents that are the most work to validate",
    prepare: withSession,
    run: (attacker, { token }) =>
      attacker.flood(400, 10, (index) =>
        attacker.post(index % 2 === 0 ? overlapping(index) : fragments(index), {}, token),
      ),
  },
  {
    name: "aliases",
    title: "as many searches and mutations in a document as fit",
    prepare: withTranscripts(() => [talk(200_000, 1)]),
    run: (attacker, { token }) =>
      attacker.flood(100, 5, (index) => {
        const searches = Array.from(
          { length: 100 },
          (_, at) => `s${at}: search(query: "tea ${index} ${at}") { text }`,
        );
        const asks = Array.from(
          { length: 60 },
          (_, at) => `a${at}: ask(question: "Tea ${index} ${at}?") { answer { id } }`,
        );
        return attacker.post(
          index % 2 === 0 ? `{ ${searches.join(" ")} }` : `mutation { ${asks.join(" ")} }`,
          {},
          token,
        );
      }),
  },
  {
    name: "nested-query",
    title: "a transcript of 2 MB, read once for each hit",
    prepare: withTranscripts(() => [talk(TRANSCRIPT_BYTES, 1)]),
    run: (attacker, { token }) =>
      attacker.flood(20, 2, () =>
        attacker.post(
          `{ search(query: "the tea of number 5", first: 20) { passage { video { transcript { startMs endMs text } } } } }`,
          {},
          token,
        ),
      ),
  },
  {
    name: "cursors",
    title: "3,000 cursors and ids of nothing",
    prepare: withSession,
    run: (attacker, { token }) =>
      attacker.flood(3000, 30, (index) => {
        const rubbish = Buffer.from(`${index}/${"9".repeat(index % 300)}/\0/${index}`).toString("base64url");
        return index % 2 === 0
          ? attacker.post(
              `query ($it: String) { session { answers(before: $it) { edges { cursor } } } }`,
              { it: rubbish },
              token,
            )
          : attacker.post(
              `query ($it: ID!) { video(id: $it) { id } answer(id: $it) { id } }`,
              { it: rubbish },
              token,
            );
      }),
  },
];
