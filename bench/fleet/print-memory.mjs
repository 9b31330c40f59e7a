// Loaded before the command. When the command ends, it prints the peak memory on a separate line.
process.on('exit', () => {
  process.stderr.write(`\nmost memory: ${process.resourceUsage().maxRSS} kB\n`);
});
