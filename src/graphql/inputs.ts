import { badUserInput } from "../errors/errors.ts";

/** Checks what is to be asked or searched for. BAD_USER_INPUT, naming the argument, where it is empty or too long. */
export function createCheckQuestion({ maxChars }: { maxChars: number }) {
  return (argument: string, value: string): string => {
    const question = value.replaceAll("\0", "").trim();
    if (question === "") throw badUserInput(`${argument} is empty: say what you want to know.`);
    if (question.length > maxChars) {
      throw badUserInput(`${argument} has ${question.length} characters: give at most ${maxChars}.`);
    }
    return question;
  };
}

export type CheckQuestion = ReturnType<typeof createCheckQuestion>;
