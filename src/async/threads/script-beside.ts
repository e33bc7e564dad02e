import { extname } from "node:path";

/**
 * The URL of a script for a thread or a process, by its name without extension, relative to the module that starts it. It has
 * the module's own extension: TypeScript in a checkout, JavaScript in the npm package, where `tsc` rewrites imports alone.
 */
export const scriptBeside = ({ url }: ImportMeta, name: string): URL => new URL(name + extname(url), url);
