import { lowerThreadPriority } from "../../async/threads/thread-priority.ts";
import { runPreparer } from "./preparer.ts";

lowerThreadPriority();

// The server ended, so that nobody waits for it any more.
process.on("disconnect", () => process.exit());
runPreparer({
  post: (message) => process.send!(message),
  listen: (listener) => process.on("message", listener),
});
