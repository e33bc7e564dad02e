const throwTimerWarning = (warning: Error) => {
  if (/^Timeout\w+Warning$/.test(warning.name)) throw warning;
};

/** A delay that Node does not take makes a timer fire at once: a mistake, which fails the tests that run into it. */
function watchTimers() {
  // This module runs once for every file of tests, all in one process: listeners would add up.
  const earlier = process.listeners("warning").find(({ name }) => name === throwTimerWarning.name);
  if (!earlier) process.on("warning", throwTimerWarning);
}

watchTimers();
