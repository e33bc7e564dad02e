import leven from "leven";

/** Names that people know from elsewhere, too far from ours in their letters. */
const KNOWN_ELSEWHERE: Record<string, string> = {
  OPENAI_KEY: "OPENAI_API_KEY",
  OPENAI_TOKEN: "OPENAI_API_KEY",
  OPENAI_API_BASE: "OPENAI_BASE_URL",
  OPENAI_MODEL: "OPENAI_CHAT_MODEL",
  POSTGRES_URL: "DATABASE_URL",
  DB_URL: "DATABASE_URL",
  EXPIRE_MINUTES: "SESSION_EXPIRE_MINUTES",
};

/** OpenTelemetry's own variables, of which only some are settings here; the exporter reads more of them itself. */
const OF_EXPORTER =
  /^OTEL_EXPORTER_OTLP_((TRACES|METRICS|LOGS)_)?(ENDPOINT|HEADERS|TIMEOUT|PROTOCOL|COMPRESSION|INSECURE|CERTIFICATE|CLIENT_KEY|CLIENT_CERTIFICATE)$/;

/** Shorter names, such as HOST and PORT, resemble too many others. */
const MIN_CHARS = 8;
/** Of a setting's letters, how many may be others. */
const MAX_CHANGED = 0.2;

export type Misspelled = { given: string; meant: string };

/** The names in an environment that are no settings, and resemble one that is not set. */
export function findMisspelled(
  environment: Record<string, string | undefined>,
  settings: readonly string[],
): Misspelled[] {
  const isSet = (name: string) => Boolean(environment[name]?.trim());
  const unset = settings.filter((setting) => !isSet(setting));
  return Object.keys(environment)
    .filter((name) => isSet(name) && !settings.includes(name) && !OF_EXPORTER.test(name))
    .flatMap((given) => {
      const meant = nearest(given.toUpperCase(), unset);
      return meant === undefined ? [] : [{ given, meant }];
    });
}

function nearest(name: string, settings: string[]): string | undefined {
  const known = KNOWN_ELSEWHERE[name];
  if (known !== undefined) return settings.find((setting) => setting === known);
  return settings
    .filter((setting) => setting.length >= MIN_CHARS || setting === name)
    .map((setting) => ({ setting, distance: leven(name, setting) }))
    .filter(({ setting, distance }) => distance <= setting.length * MAX_CHANGED)
    .toSorted((one, other) => one.distance - other.distance)[0]?.setting;
}

export const misspelledLine = ({ given, meant }: Misspelled): string =>
  `${given} is no setting: did you mean ${meant}?`;
