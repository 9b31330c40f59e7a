/** What a server says whose program finds its port taken: on this machine, a rehearsal starts a second one beside the first. */
const portTaken = 'another program listens on port';

/** Why a second server did not start, where the seller's program has one port alone. */
export function onePortWords(log: readonly string[]): string | undefined {
  if (!log.some((line) => line.includes(portTaken))) return undefined;
  return 'two of your program cannot run here at once: let it take its port from {port} in server.command, or from PORT';
}
