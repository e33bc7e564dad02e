import { expect, test } from "vitest";
import { SETTINGS } from "../config.ts";
import { findMisspelled } from "./misspelled-settings.ts";

test.each([
  ["SESSION_EXPIRY_MINUTES", "SESSION_EXPIRE_MINUTES"],
  ["SESSION_EXPIRES_MINUTES", "SESSION_EXPIRE_MINUTES"],
  ["OPENAI_KEY", "OPENAI_API_KEY"],
  ["OPENAI_APIKEY", "OPENAI_API_KEY"],
  ["openai_api_key", "OPENAI_API_KEY"],
  ["OPENAI_API_BASE", "OPENAI_BASE_URL"],
  ["OPENAI_BASEURL", "OPENAI_BASE_URL"],
  ["OPENAI_MODEL", "OPENAI_CHAT_MODEL"],
  ["CORS_ORIGIN", "CORS_ORIGINS"],
  ["DATABASE_URI", "DATABASE_URL"],
  ["DATADIR", "DATA_DIR"],
  ["YOUTUBE_PROXY_URL", "YOUTUBE_PROXY_URLS"],
])("%s was meant to be %s", (given, meant) => {
  expect(findMisspelled({ [given]: "x" }, SETTINGS)).toEqual([{ given, meant }]);
});

test.each([
  "HOSTNAME",
  "HOME",
  "SPORT",
  "PATH",
  "NODE_OPTIONS",
  "SESSION_MANAGER",
  "XDG_DATA_DIRS",
  "XDG_SESSION_ID",
  "LOGNAME",
  "OPENAI_ORG_ID",
  "OPENAI_PROJECT_ID",
  "DATABASE_NAME",
  "DATABASE_PASSWORD",
  "WEBSITE_HOSTNAME",
  "TEST_DATABASE_URL",
  "OTEL_EXPORTER_OTLP_TRACES_TIMEOUT",
  "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT",
])("%s is another program's", (name) => {
  expect(findMisspelled({ [name]: "x" }, SETTINGS)).toEqual([]);
});

test("a setting is not named where it is set as well, nor for an empty variable", () => {
  expect(findMisspelled({ OPENAI_KEY: "x", OPENAI_API_KEY: "y" }, SETTINGS)).toEqual([]);
  expect(findMisspelled({ OPENAI_KEY: " " }, SETTINGS)).toEqual([]);
});
