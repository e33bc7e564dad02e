import pino from "pino";
import type { AnswerIntervals } from "../../answers/intervals.ts";
import { parseConfig } from "../../config.ts";
import { startServer } from "../../server.ts";
import { welcome } from "../../welcome/welcome.ts";

/** The server in a process of its own, for tests that end it hard. Its argument: answer intervals as JSON. */
const intervals = JSON.parse(process.argv[2]!) as Partial<AnswerIntervals>;
const config = parseConfig(process.env);
const server = await startServer(config, pino({ level: config.logLevel }), { answerIntervals: intervals });
process.stderr.write(welcome(server.url, config));
