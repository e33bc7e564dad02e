import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import { parseDocument } from "yaml";

/*
 * The schema is the compose-spec's own, of the linter dclint, which is kept up to date: the packages that have it alone are
 * years old, and know neither `start_interval` nor optional files of variables.
 */

const SCHEMA = join(
  dirname(fileURLToPath(import.meta.resolve("dclint/package.json"))),
  "schemas/compose.schema.json",
);
const { $schema: _, ...schema } = JSON.parse(await readFile(SCHEMA, "utf8")) as Record<string, unknown>;
const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema);

export async function checkCompose(text: string): Promise<string[]> {
  const document = parseDocument(text, { merge: true });
  if (document.errors.length > 0) return document.errors.map(({ message }) => message);
  const file = readCompose(text);
  if (validate(file)) return [];
  return validate.errors!.map(
    ({ instancePath, message, params }) =>
      `${instancePath || "/"} ${message}: ${Object.values(params).join(", ")}`,
  );
}

/** The file as Compose reads it, with the defaults of variables; a variable that has to be set is `set`. */
export function readCompose(text: string): unknown {
  const interpolated = text.replaceAll(
    /\$\{(\w+)(?::([-?])([^}]*))?\}/g,
    (_whole, _name, operator?: string, word?: string) => (operator === "-" ? word! : "set"),
  );
  return parseDocument(interpolated, { merge: true }).toJS();
}
