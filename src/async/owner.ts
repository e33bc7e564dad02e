import { AsyncLocalStorage } from "node:async_hooks";
import { runWithoutFields } from "../observability/log-fields.ts";

const owners = new AsyncLocalStorage<string>();

/** Does work whose statements count for an owner, such as a session, and so does all that it starts. */
export const runFor = <Result>(owner: string, work: () => Result): Result => owners.run(owner, work);

/** Does work that is nobody's and for no request, such as what is shared by several owners. */
export const runForServer = <Result>(work: () => Result): Result => owners.exit(() => runWithoutFields(work));

/** Whose statements those of the work under way are; undefined: the server's own. */
export const currentOwner = (): string | undefined => owners.getStore();
