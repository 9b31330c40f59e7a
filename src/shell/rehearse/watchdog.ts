import { spawn } from 'node:child_process';

/** Takes away what a rehearsal has started, or made; called again, it does nothing. */
export interface Watchdog {
  /** What the script has as `$said`. */
  readonly tell: (word: string) => void;
  readonly forget: () => void;
}

/**
 * A shell that waits for our end, however we come to it, SIGKILL included: its input closes, and it does what it was
 * told. Whoever has cleaned up in order lets it be forgotten.
 */
export function watchdog(script: string, words: readonly string[] = []): Watchdog {
  const shell = spawn('sh', ['-c', `said=$(cat); ${script}`, 'rehearsal', ...words], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  shell.on('error', () => {});
  shell.stdin.on('error', () => {});
  shell.unref();
  return {
    tell: (word) => void shell.stdin.write(word),
    forget: () => void shell.kill('SIGKILL'),
  };
}
