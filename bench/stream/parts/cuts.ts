import type { Loader } from "../loader.ts";
import { subjects, type SubjectName } from "../subjects.ts";
import { table } from "../table.ts";

/** Reads answers while random sockets are cut and clients reconnect with their cursors. Prints a table. */
export async function measureCuts(
  loader: Loader,
  modelUrl: string,
  options: { names: SubjectName[]; answers: number; tokens: number; cutEveryMs: number },
) {
  const { answers, tokens, cutEveryMs } = options;
  const rows: string[][] = [];
  for (const name of options.names) {
    const subject = await subjects[name].start({ modelUrl });
    try {
      const { kind, askUrl, readUrls } = subject;
      const sessions = await loader.run("openSessions", askUrl, answers);
      const load = { kind, askUrl, readUrls, sessions, answers, tokens, cutEveryMs };
      const readings = await loader.run("readAnswers", load);
      const { cuts, lost, repeated, outOfOrder, citations, citationsExpected } = readings;
      const numbers = [cuts, lost, repeated, outOfOrder].map(String);
      rows.push([subjects[name].title, ...numbers, `${citations}/${citationsExpected}`]);
    } finally {
      await subject.stop();
    }
  }
  table(["server, sockets cut", "cuts", "lost", "repeated", "out of order", "citations"], rows);
}
