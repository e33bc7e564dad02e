/** A delay that Node does not take makes a timer fire at once: a mistake, which fails the tests that run into it. */
process.on("warning", (warning) => {
  if (/^Timeout\w+Warning$/.test(warning.name)) throw warning;
});
