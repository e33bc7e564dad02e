import { parseArgs } from "node:util";
import leven from "leven";

export type Command =
  /** `settings`: what the options say, by the names of their environment variables. */
  | { name: "serve"; settings: Record<string, string> }
  | { name: "migrate"; settings: Record<string, string>; changesEmbeddingModel: boolean }
  /** `parameters`: those of examples/demo.ts. */
  | { name: "demo"; parameters: string[] }
  | { name: "help" }
  | { name: "version" };

/** What was typed is no command: the message says what is wrong with it. */
export class UsageError extends Error {
  override name = "UsageError";
}

const OPTIONS = {
  port: { type: "string" },
  "data-dir": { type: "string" },
  "embedding-model": { type: "boolean" },
  fast: { type: "boolean" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean", short: "v" },
} as const;

type Option = keyof typeof OPTIONS;

/** The variables that options set. */
const VARIABLES = { port: "PORT", "data-dir": "DATA_DIR" } as const;

/** The options of each command, beside those that all have; and the most words after it. */
const COMMANDS = {
  serve: { options: ["port", "data-dir"], words: 0 },
  migrate: { options: ["data-dir", "embedding-model"], words: 0 },
  demo: { options: ["fast"], words: 1 },
} as const satisfies Record<string, { options: readonly Option[]; words: number }>;

type CommandName = keyof typeof COMMANDS;

const isCommand = (word: string): word is CommandName => Object.hasOwn(COMMANDS, word);
const isOption = (name: string): name is Option => Object.hasOwn(OPTIONS, name);

/** Reads what was typed after the program's name; without a command it serves. Throws a `UsageError`. */
export function readArguments(args: string[]): Command {
  const { values, positionals } = parse(args);
  if (values.help) return { name: "help" };
  if (values.version) return { name: "version" };
  const [name = "serve", ...words] = positionals;
  if (!isCommand(name)) throw new UsageError(unknown("command", name, Object.keys(COMMANDS)));
  const command = COMMANDS[name];
  const options: readonly Option[] = command.options;
  const given = Object.keys(values).filter(isOption);
  const foreign = given.find((option) => !options.includes(option));
  if (foreign !== undefined) throw new UsageError(`${name} has no option --${foreign}.`);
  if (words.length > command.words) throw new UsageError(`Unexpected: ${words[command.words]!}.`);
  if (name === "demo") return { name, parameters: [...(values.fast ? ["--fast"] : []), ...words] };
  const settings = settingsOf(values);
  if (name === "migrate")
    return { name, settings, changesEmbeddingModel: values["embedding-model"] ?? false };
  return { name, settings };
}

/** Like Node's own strict parsing, with messages for people. */
function parse(args: string[]) {
  const { values, positionals, tokens } = parseArgs({
    args,
    options: OPTIONS,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    if (!isOption(token.name))
      throw new UsageError(unknown("option", token.rawName, Object.keys(OPTIONS).map(toFlag)));
    const takesValue = OPTIONS[token.name].type === "string";
    if (takesValue && !token.value?.trim()) throw new UsageError(`${token.rawName} needs a value.`);
    if (takesValue && !token.inlineValue && token.value?.startsWith("-"))
      throw new UsageError(`${token.rawName} needs a value, and ${token.value} is an option.`);
    if (!takesValue && token.value !== undefined) throw new UsageError(`${token.rawName} takes no value.`);
  }
  return { values: values as Values, positionals };
}

type Values = {
  port?: string;
  "data-dir"?: string;
  "embedding-model"?: boolean;
  fast?: boolean;
  help?: boolean;
  version?: boolean;
};

const toFlag = (option: string): string => `--${option}`;

function settingsOf(values: Values): Record<string, string> {
  const settings: Record<string, string> = {};
  for (const option of ["port", "data-dir"] as const) {
    const value = values[option];
    if (value !== undefined) settings[VARIABLES[option]] = value;
  }
  return settings;
}

/** Of the letters of a name, how many may be others for it to be meant. */
const MAX_CHANGED = 0.4;

function unknown(kind: string, given: string, names: string[]): string {
  const [nearest] = names
    .map((name) => ({ name, distance: leven(name, given) }))
    .filter(({ name, distance }) => distance <= name.length * MAX_CHANGED)
    .toSorted((one, other) => one.distance - other.distance);
  return `Unknown ${kind} ${given}.${nearest ? ` Did you mean ${nearest.name}?` : ""}`;
}
