import { lowerThreadPriority } from "../../async/threads/thread-priority.ts";
import { parentPort } from "node:worker_threads";
import { threadLoaded } from "../../async/threads/thread-loaded.ts";
import { englishQuestions } from "./english-questions.ts";
import type { EnglishRequest } from "./english-reader.ts";

lowerThreadPriority();

parentPort!.on("message", ({ sentences, titles }: EnglishRequest) =>
  parentPort!.postMessage(englishQuestions(sentences, titles)),
);
threadLoaded();
