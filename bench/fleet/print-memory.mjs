// Loaded before the command: says at its end how much memory it had at most, on a line of its own.
process.on('exit', () => {
  process.stderr.write(`\nmost memory: ${process.resourceUsage().maxRSS} kB\n`);
});
