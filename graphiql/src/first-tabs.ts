import type { GraphiQLProps } from "graphiql";
import { parse, print } from "graphql";
import { FIRST_STEPS } from "../../src/graphql/first-steps.ts";

/** A tab for each operation of the first steps. What is to be done by hand elsewhere, `FillIn` does here. */
export const FIRST_TABS: NonNullable<GraphiQLProps["defaultTabs"]> = FIRST_STEPS.flatMap(
  ({ what, operations }, index) =>
    operations.map((operation) => ({ query: `# ${index + 1}. ${what}\n${print(parse(operation))}\n` })),
);
