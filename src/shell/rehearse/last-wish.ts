import { spawn } from 'node:child_process';

/** Takes away what a rehearsal has started, or made; called again, it does nothing. */
export interface LastWish {
  readonly forget: () => void;
}

/**
 * A shell that waits for our end, however we come to it, SIGKILL included: its input closes, and it does what it was
 * told. Whoever has cleaned up in order lets it be forgotten.
 */
export function lastWish(script: string, words: readonly string[]): LastWish {
  const shell = spawn('sh', ['-c', `cat >/dev/null; ${script}`, 'rehearsal', ...words], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  shell.on('error', () => {});
  shell.stdin.on('error', () => {});
  shell.unref();
  return { forget: () => void shell.kill('SIGKILL') };
}
