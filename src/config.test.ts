import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ConfigError, parseConfig, SETTINGS } from "./config.ts";
import { RATE_LIMIT_NAMES } from "./limits/limits.ts";

const page = readFileSync(new URL("../docs/configuration.md", import.meta.url), "utf8");

function problemsOf(environment: Record<string, string>): string[] {
  try {
    parseConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  throw new Error("The configuration was accepted");
}

describe("parseConfig", () => {
  it("needs nothing to be set", () => {
    expect(parseConfig({})).toMatchObject({
      host: "127.0.0.1",
      port: 4000,
      metricsPort: null,
      logLevel: "info",
      corsOrigins: [],
      database: { url: null, dataDir: "./data" },
      sessions: {
        expireMs: 15 * 60_000,
        maxMs: 24 * 3_600_000,
        purgeCron: "0 0 * * *",
        purgeOnStart: false,
        maxVideos: 50,
      },
      searchCacheBytes: 67_108_864,
      questionMaxChars: 2000,
      transcriptMaxBytes: 2_000_000,
      ingest: { concurrency: 4 },
      youtube: { baseUrl: "https://www.youtube.com" },
      openai: null,
    });
  });

  it("takes an empty variable as one that is not set", () => {
    const names = ["PORT", "DATABASE_URL", "OPENAI_API_KEY", "OPENAI_BASE_URL", "SESSION_PURGE_ON_START"];
    for (const empty of ["", "  "]) {
      const environment = Object.fromEntries(names.map((name) => [name, empty]));
      expect(parseConfig(environment)).toEqual(parseConfig({}));
    }
  });

  it("takes no notice of variables that are not its own", () => {
    expect(parseConfig({ HOME: "/home/someone", PATH: "/bin" })).toEqual(parseConfig({}));
  });

  it("takes minutes in fractions", () => {
    expect(parseConfig({ SESSION_EXPIRE_MINUTES: "0.02" }).sessions.expireMs).toBe(1200);
  });

  it("takes a base URL without its trailing slash", () => {
    const { openai } = parseConfig({ OPENAI_BASE_URL: "http://localhost:11434/v1/" });
    expect(openai?.baseUrl).toBe("http://localhost:11434/v1");
  });

  it("takes lists with commas between", () => {
    const { corsOrigins } = parseConfig({ CORS_ORIGINS: "https://a.example, https://b.example," });
    expect(corsOrigins).toEqual(["https://a.example", "https://b.example"]);
  });

  it.each([
    "app.example",
    "localhost:5173/",
    "https://app.example/",
    "https://app.example/path",
    "https://app.example, other.example",
  ])("takes no origin %s, and says how one is written", (value) => {
    expect(() => parseConfig({ CORS_ORIGINS: value })).toThrow(
      /CORS_ORIGINS must be origins .* https:\/\/app\.example/,
    );
  });

  it.each([
    "*",
    "http://localhost:5173",
    "https://app.example:8443",
    "chrome-extension://abcdef",
    "capacitor://localhost",
  ])("takes the origin %s", (value) => {
    expect(parseConfig({ CORS_ORIGINS: value }).corsOrigins).toEqual([value]);
  });

  it.each([
    ["https://App.Example", "https://app.example"],
    ["https://app.example:443", "https://app.example"],
    ["HTTP://localhost:80", "http://localhost"],
  ])("takes the origin %s as a browser sends it", (value, origin) => {
    expect(parseConfig({ CORS_ORIGINS: value }).corsOrigins).toEqual([origin]);
  });

  it.each(["pa#ss", "12#3", "pa/ss", "12/3", "pa?ss", "12?3"])(
    "tells how a password with special characters is written: %s",
    (password) => {
      const url = `postgresql://name:${password}@localhost/videos`;
      expect(() => parseConfig({ DATABASE_URL: url })).toThrow("write %23 for a #, %40 for a @");
    },
  );

  it("asks a provider where there is a key or a base URL", () => {
    expect(parseConfig({ OPENAI_API_KEY: "key" }).openai).toMatchObject({ apiKey: "key", baseUrl: null });
    expect(parseConfig({ OPENAI_BASE_URL: "http://localhost:11434/v1" }).openai).toMatchObject({
      apiKey: null,
    });
  });

  it.each([
    ["PORT", "http"],
    ["PORT", "70000"],
    ["PORT", "-1"],
    ["LOG_LEVEL", "loud"],
    ["DATABASE_URL", "mysql://localhost/videos"],
    ["DATABASE_URL", "localhost"],
    ["SESSION_EXPIRE_MINUTES", "0"],
    ["SESSION_EXPIRE_MINUTES", "-5"],
    ["SESSION_EXPIRE_MINUTES", "soon"],
    ["SESSION_EXPIRE_MINUTES", "Infinity"],
    ["SESSION_RENEW", "true"],
    ["SESSION_MAX_HOURS", "0"],
    ["SESSION_MAX_HOURS", "day"],
    ["SESSION_PURGE_CRON", "at night"],
    ["SESSION_PURGE_ON_START", "perhaps"],
    ["DEMO_PAGE", "perhaps"],
    ["SESSION_MAX_VIDEOS", "0"],
    ["QUESTION_MAX_CHARS", "1.5"],
    ["TRANSCRIPT_MAX_BYTES", "2 MB"],
    ["INGEST_CONCURRENCY", "0"],
    ["YOUTUBE_BASE_URL", "ftp://youtube.com"],
    ["OPENAI_BASE_URL", "localhost"],
    ["OPENAI_EMBEDDING_DIMENSIONS", "many"],
    ["PROMPT_MAX_TOKENS", "x"],
    ["ANSWER_MAX_TOKENS", "0"],
  ])("refuses %s=%s, naming the variable and what it must be", (name, value) => {
    expect(problemsOf({ [name]: value })).toEqual([expect.stringMatching(new RegExp(`^${name} must be `))]);
  });

  it.each([
    ["false", false],
    ["0", false],
    ["1", 1],
    ["12", 12],
    ["10.0.0.0/8, 2001:db8::/32,192.0.2.1", ["10.0.0.0/8", "2001:db8::/32", "192.0.2.1"]],
    ["Loopback, uniquelocal", ["loopback", "uniquelocal"]],
  ])("takes TRUST_PROXY=%s", (given, trustProxy) => {
    expect(parseConfig({ TRUST_PROXY: given }).trustProxy).toEqual(trustProxy);
  });

  it.each(["true", "-1", "100", "1.5", "nginx", "10.0.0.0/33", "0.0.0.0/0", "10.0.0.1,,10.0.0.2", "1,2x"])(
    "refuses TRUST_PROXY=%s, and says what to set",
    (given) => {
      expect(problemsOf({ TRUST_PROXY: given })).toEqual([
        expect.stringMatching(/^TRUST_PROXY must be false, the number of proxies in front .*, or their addr/),
      ]);
    },
  );

  it.each(RATE_LIMIT_NAMES)("takes %s, and 0 for none", (name) => {
    expect(parseConfig({}).rateLimits[name]).toBeGreaterThan(0);
    expect(parseConfig({ [name]: "0" }).rateLimits[name]).toBe(0);
    expect(parseConfig({ [name]: "7" }).rateLimits[name]).toBe(7);
    expect(problemsOf({ [name]: "many" })).toEqual([
      expect.stringContaining(`${name} must be a whole number`),
    ]);
  });

  it("allows as many videos an hour as a session holds, where nothing else is set", () => {
    const { rateLimits } = parseConfig({ SESSION_MAX_VIDEOS: "5000" });
    expect(rateLimits.VIDEOS_PER_HOUR_PER_SESSION).toBe(5000);
    expect(rateLimits.VIDEOS_PER_HOUR_PER_ADDRESS).toBe(5000);
    const given = { SESSION_MAX_VIDEOS: "5000", VIDEOS_PER_HOUR_PER_SESSION: "10" };
    expect(parseConfig(given).rateLimits.VIDEOS_PER_HOUR_PER_SESSION).toBe(10);
  });

  it("reports every problem at once", () => {
    const problems = problemsOf({
      PORT: "http",
      DATABASE_URL: "localhost",
      INGEST_CONCURRENCY: "0",
      HOST: "::1",
    });
    expect(problems.map((problem) => problem.split(" ")[0]).toSorted()).toEqual([
      "DATABASE_URL",
      "INGEST_CONCURRENCY",
      "PORT",
    ]);
  });

  it.each([
    ["YOUTUBE_PROXY_URLS", "http://name:50%@proxy.example:3128"],
    ["YOUTUBE_PROXY_URLS", "http://a.example, http://n%ame:x@proxy.example:3128"],
    ["DATABASE_URL", "postgresql://name:50%@localhost/videos"],
    ["OPENAI_BASE_URL", "http://localhost/100%/v1"],
  ])("refuses a %% that begins no escape in %s", (name, value) => {
    expect(problemsOf({ [name]: value })).toEqual([expect.stringMatching(new RegExp(`^${name} has a "%"`))]);
  });

  it("knows what the log must not have: the key, and the passwords in URLs as they are meant", () => {
    const { secrets } = parseConfig({
      OPENAI_API_KEY: "key-of-openai",
      DATABASE_URL: "postgresql://name:p%40ss@localhost/videos",
      YOUTUBE_PROXY_URLS: "http://one:first@a.example,http://b.example,http://two:second@c.example",
    });
    expect(secrets).toEqual(["key-of-openai", "p@ss", "first", "second"]);
  });

  it("knows that the log must not have what the headers of an exporter carry", () => {
    const { secrets } = parseConfig({
      OTEL_EXPORTER_OTLP_HEADERS: "authorization=Bearer%20of-the-collector, api-key=50%",
      OTEL_EXPORTER_OTLP_TRACES_HEADERS: "x-key=of-the-traces",
    });
    expect(secrets).toEqual(["of-the-collector", "50%", "of-the-traces"]);
  });

  it("takes no port for both the API and the metrics, but any that are free", () => {
    expect(problemsOf({ PORT: "4001", METRICS_PORT: "4001" })).toEqual([
      "METRICS_PORT is the same as PORT: set another",
    ]);
    expect(problemsOf({ METRICS_PORT: "4000" })).toHaveLength(1);
    expect(parseConfig({ PORT: "0", METRICS_PORT: "0" })).toMatchObject({ port: 0, metricsPort: 0 });
  });

  it("reports each list once, however many of its entries are wrong", () => {
    expect(problemsOf({ YOUTUBE_PROXY_URLS: "one,two,three" })).toHaveLength(1);
  });

  it("renews sessions where the database is embedded, up to a day, and nowhere else unless told to", () => {
    const url = "postgresql://localhost/videos";
    const maxMs = (environment: Record<string, string>) => parseConfig(environment).sessions.maxMs;
    expect(maxMs({ DATABASE_URL: url })).toBeNull();
    expect(maxMs({ DATABASE_URL: url, SESSION_RENEW: "on-use" })).toBe(24 * 3_600_000);
    expect(maxMs({ SESSION_RENEW: "off", SESSION_MAX_HOURS: "0.1" })).toBeNull();
    expect(maxMs({ SESSION_MAX_HOURS: "0.5" })).toBe(1_800_000);
    // Nobody set a limit that the session's own time would exceed.
    expect(maxMs({ SESSION_EXPIRE_MINUTES: "2880" })).toBe(48 * 3_600_000);
  });

  it("refuses a limit of sessions that is shorter than what they last without use", () => {
    expect(problemsOf({ SESSION_MAX_HOURS: "0.2" })).toEqual([
      expect.stringMatching(/^SESSION_MAX_HOURS is shorter than SESSION_EXPIRE_MINUTES.*SESSION_RENEW=off$/),
    ]);
  });

  it("never repeats a value, which may be a secret", () => {
    const secret = "s3cr3t";
    const names = [
      "DATABASE_URL",
      "OPENAI_BASE_URL",
      "YOUTUBE_BASE_URL",
      "YOUTUBE_PROXY_URLS",
      "PORT",
      "LOG_LEVEL",
    ];
    const wrong = Object.fromEntries(names.map((name) => [name, `ssh://user:${secret}@host`]));
    const problems = problemsOf({ ...wrong, OPENAI_API_KEY: secret, SESSION_EXPIRE_MINUTES: secret });
    expect(problems).toHaveLength(names.length + 1);
    expect(problems.join("\n")).not.toContain(secret);
  });
});

describe("managed identities", () => {
  const id = "0F1E2D3C-0000-4000-8000-000000000001";
  const url = "postgresql://id-video-rag@name.postgres.database.azure.com:5432/videos?sslmode=verify-full";
  const openai = "https://name.openai.azure.com/openai/v1";

  it("are client ids, or system", () => {
    const of = (identity: string) =>
      parseConfig({ DATABASE_URL: url, AZURE_POSTGRES_IDENTITY: identity }).database.identity;
    expect([of(id), of(" System ")]).toEqual([id.toLowerCase(), "system"]);
    expect(problemsOf({ DATABASE_URL: url, AZURE_POSTGRES_IDENTITY: "id-video-rag" })).toEqual([
      "AZURE_POSTGRES_IDENTITY must be the client id of a managed identity, or system for the system-assigned one",
    ]);
  });

  it.each([
    ["no user", url.replace("id-video-rag@", "")],
    ["a password", url.replace("@", ":secret@")],
    ["no TLS", url.replace("?sslmode=verify-full", "")],
    ["a certificate that is not checked", url.replace("verify-full", "no-verify")],
  ])("send no token where the URL has %s", (_, DATABASE_URL) => {
    const problems = problemsOf({ DATABASE_URL, AZURE_POSTGRES_IDENTITY: id });
    expect(problems).toEqual([expect.stringContaining("DATABASE_URL must have the name of the identity")]);
    expect(problems[0]).not.toContain("secret");
  });

  it("need no TLS to this machine", () => {
    const local = "postgresql://tom@127.0.0.1:5432/videos";
    expect(parseConfig({ DATABASE_URL: local, AZURE_POSTGRES_IDENTITY: "system" }).database.url).toBe(local);
  });

  it("need a PostgreSQL, and a provider without a key", () => {
    expect(problemsOf({ AZURE_POSTGRES_IDENTITY: id })[0]).toContain("needs DATABASE_URL");
    expect(problemsOf({ AZURE_OPENAI_IDENTITY: id })[0]).toContain("needs OPENAI_BASE_URL");
    expect(
      problemsOf({ AZURE_OPENAI_IDENTITY: id, OPENAI_BASE_URL: openai, OPENAI_API_KEY: "key" })[0],
    ).toContain("beside OPENAI_API_KEY");
    expect(parseConfig({ AZURE_OPENAI_IDENTITY: id, OPENAI_BASE_URL: openai }).openai).toMatchObject({
      apiKey: null,
      identity: id.toLowerCase(),
    });
  });
});

describe("docs/configuration.md", () => {
  /** The rows of its tables of settings, and the value in the column of defaults, where it has one. */
  const rows = [...page.matchAll(/^\| `([A-Z_]+)` \| (?:`([^`]+)`)?.* \| .+ \|$/gm)].map(
    ([, name, value]) => ({ name: name!, value }),
  );

  it("has each setting once, and no other", () => {
    // What the earlier system had has no default.
    const names = page.slice(0, page.indexOf("## From the earlier")).matchAll(/^\| `([A-Z_]+)` \|/gm);
    expect([...names].map(([, name]) => name).toSorted()).toEqual(SETTINGS.toSorted());
    expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining(SETTINGS));
  });

  const withDefaults = rows.filter(({ name, value }) => value !== undefined && SETTINGS.includes(name));
  it.each(withDefaults)("has the default of $name: $value", ({ name, value }) => {
    // With a provider, so that the settings of its models are read.
    const base = { OPENAI_BASE_URL: "http://localhost/v1" };
    const { openai, ...given } = parseConfig({ ...base, [name]: value });
    const { openai: usual, ...others } = parseConfig(base);
    expect(given).toEqual(others);
    expect({ ...openai, embeddingDimensionsGiven: false }).toEqual(usual);
  });

  it("has no default where there is none", () => {
    const without = SETTINGS.filter((name) => withDefaults.every((row) => row.name !== name));
    expect(without.toSorted()).toEqual([
      "AZURE_OPENAI_IDENTITY",
      "AZURE_POSTGRES_IDENTITY",
      "CORS_ORIGINS",
      "DATABASE_URL",
      "METRICS_PORT",
      "OPENAI_API_KEY",
      "OPENAI_BASE_URL",
      "OTEL_EXPORTER_OTLP_ENDPOINT",
      "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
      "YOUTUBE_PROXY_URLS",
    ]);
  });
});
