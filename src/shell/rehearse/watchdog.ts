import { spawn } from 'node:child_process';

/** Cleans up where this process cannot. */
export interface Watchdog {
  /** Sets `$said` in the script. */
  readonly tell: (word: string) => void;
  readonly forget: () => void;
}

/**
 * A shell that runs the script when this process ends, even by SIGKILL: its input closes then. After an ordinary cleanup
 * `forget` ends it.
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
