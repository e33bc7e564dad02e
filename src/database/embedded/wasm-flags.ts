/** V8's flags for PGlite, the only WebAssembly of any size in the process. They hold for what is compiled once they are set. */
export const WASM_FLAGS = [
  // V8 frees WebAssembly code that it has compiled better since, and once in many starts ends the process over it ("Check
  // failed: jit_page_->allocations_.erase"). PGlite's code is small beside its memory, and is kept.
  "--no-wasm-code-gc",
  // The optimizing compiler takes 600 MB, and seconds of processor time, for one function of PostgreSQL, at every start.
  // Without it statements take about the same time; only those that compute much take up to twice as long. At run time each
  // of these must be set: what the first implies, V8 sets only when it starts.
  "--liftoff-only",
  "--no-wasm-tier-up",
  "--no-wasm-dynamic-tiering",
];
