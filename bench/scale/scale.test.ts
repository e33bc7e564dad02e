import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { OWN_CHECKOUT } from "../stream/children.ts";

const SMALL =
  "--rows 320 --sessions 16 --peer 4 --expired 150 --rounds 1 --searches 2 --seconds 1 --warm-up 2 --only search,purge".split(
    " ",
  );

test.runIf(process.env["TEST_DATABASE_URL"])(
  "all of it runs in small: both databases are filled and searched, and the expired sessions purged",
  { timeout: 120_000 },
  async () => {
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      ["bench/scale/main.ts", ...SMALL],
      {
        cwd: OWN_CHECKOUT,
      },
    );
    expect(stderr).toContain("small: 80 windows in 4 sessions");
    expect(stderr).toContain("large: 320 windows in 16 sessions");
    for (const line of ["the program, warm cache", "the program, cold cache", "another process"])
      expect(stdout).toContain(line);
    expect(stdout).toContain("150 expired sessions");
  },
);
