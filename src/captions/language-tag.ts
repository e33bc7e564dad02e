import { badUserInput } from "../errors/errors.ts";

/** The length that RFC 5646 (4.4.1) recommends to have room for; without a limit a tag could outgrow the index on it. */
const MAX_CHARS = 35;

/** The canonical form of a BCP 47 tag, such as `pt-BR`. BAD_USER_INPUT where it is none. */
export function parseLanguage(tag: string): string {
  try {
    const [canonical] = Intl.getCanonicalLocales(tag.trim());
    if (canonical !== undefined && canonical.length <= MAX_CHARS) return canonical;
  } catch {
    // Not well-formed: refused below, as an empty one is.
  }
  throw badUserInput(
    `language ${JSON.stringify(tag.slice(0, 50))} is no BCP 47 tag: give one such as en or pt-BR.`,
  );
}
