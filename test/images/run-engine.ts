import { type SpawnSyncOptions, spawnSync } from 'node:child_process';
import { type StandIn, standInLabel } from './stand-ins.ts';

/** Debian's own client where there are several: it has both builders in it. */
export function engine(): string {
  return process.env['DOCKER_CLI'] ?? 'docker';
}

export function hasImage(image: string): boolean {
  return spawnSync(engine(), ['image', 'inspect', image], { stdio: 'ignore' }).status === 0;
}

/** A folder becomes an image of one layer that says what it really is. */
export function importRoot(
  { image, words }: StandIn,
  root: string,
  environment: readonly (readonly [string, string])[] = [],
  more: readonly string[] = [],
): void {
  const changes = [
    `LABEL ${standInLabel}=${JSON.stringify(words)}`,
    'CMD ["/bin/sh"]',
    ...environment.map(([name, value]) => `ENV ${name}=${JSON.stringify(value)}`),
    ...more,
  ];
  const options = changes.flatMap((change) => ['--change', change]);
  // Through the shell, as a root may be larger than what fits into a buffer of ours.
  run('sh', [
    '-c',
    'root=$1; shift; tar --numeric-owner -C "$root" -c . | "$@" >/dev/null',
    'import',
    root,
    engine(),
    'import',
    ...options,
    '-',
    image,
  ]);
}

/** Runs a command to its end and returns what it printed; what it complained about is in the error if it fails. */
export function run(command: string, words: readonly string[], options: SpawnSyncOptions = {}): string {
  const { status, error, stdout, stderr } = spawnSync(command, words, { ...options, encoding: 'utf8' });
  if (error) throw new Error(`${command} cannot be run: ${error.message}`);
  if (status !== 0)
    throw new Error(`${command} ${words.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  return stdout.toString();
}
