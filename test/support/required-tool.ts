import { spawnSync } from 'node:child_process';

/**
 * The reason why a program cannot be used here, or nothing. In CI a missing program is a failure, never a
 * skip.
 */
export function missingTool(command: string, words: readonly string[] = ['--version']): string | undefined {
  const { status } = spawnSync(command, words, { stdio: 'ignore' });
  if (status === 0) return undefined;
  const reason = `${command} ${words.join(' ')} does not run`;
  if (process.env['REQUIRE_TOOLS']) throw new Error(`${reason}, and REQUIRE_TOOLS is set`);
  return reason;
}
