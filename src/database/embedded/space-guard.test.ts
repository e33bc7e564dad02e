import { expect, test } from "vitest";
import { CHECKPOINT_BYTES, LAST_BYTES, RESERVED_BYTES } from "./disk-space.ts";
import { createSpaceGuard } from "./space-guard.ts";
import { queryMessage } from "./wire.ts";

function createGuard(onCheckpoint: (disk: { free: number }) => void = () => {}) {
  const disk = { free: RESERVED_BYTES };
  const executed: string[] = [];
  const guard = createSpaceGuard({
    freeBytes: () => disk.free,
    async execute(sql) {
      executed.push(sql);
      if (sql === "checkpoint") onCheckpoint(disk);
    },
  });
  return { disk, executed, guard };
}

const insert = queryMessage("insert into numbers values (1)");

test("transactions are read-only by default while there is little space, and no longer", async () => {
  const { disk, executed, guard } = createGuard();
  expect(await guard(insert, false)).toBe(insert);
  expect(executed).toEqual([]);
  disk.free = RESERVED_BYTES - 1;
  await guard(insert, false);
  await guard(insert, false);
  expect(executed).toEqual(["checkpoint", "set default_transaction_read_only = on"]);
  disk.free = RESERVED_BYTES;
  await guard(insert, false);
  await guard(insert, false);
  expect(executed.slice(2)).toEqual(["set default_transaction_read_only = off"]);
});

test("nothing changes where a checkpoint makes room", async () => {
  const { disk, executed, guard } = createGuard((full) => (full.free = RESERVED_BYTES));
  disk.free = LAST_BYTES;
  await guard(insert, false);
  expect(executed).toEqual(["checkpoint"]);
});

test("a disk without any space is not filled by a checkpoint", async () => {
  const { disk, executed, guard } = createGuard();
  disk.free = CHECKPOINT_BYTES - 1;
  await guard(insert, false);
  expect(executed).toEqual(["set default_transaction_read_only = on"]);
});

test("a transaction under way is refused once there is almost no space, and may end", async () => {
  const { disk, guard } = createGuard();
  disk.free = LAST_BYTES;
  expect(await guard(insert, true)).toBe(insert);
  disk.free = LAST_BYTES - 1;
  expect(Buffer.from(await guard(insert, true)).toString()).toContain("disk_full");
  for (const end of ["commit", "ROLLBACK"]) {
    const request = queryMessage(end);
    expect(await guard(request, true)).toBe(request);
  }
});
