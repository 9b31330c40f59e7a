import { type SpawnSyncOptions, spawnSync } from 'node:child_process';
import { type StandIn, standInLabel } from './stand-ins.ts';

/** Debian's own client, if there are several: it includes both builders. */
export function engine(): string {
  return process.env['DOCKER_CLI'] ?? 'docker';
}

export function hasImage(image: string): boolean {
  return spawnSync(engine(), ['image', 'inspect', image], { stdio: 'ignore' }).status === 0;
}

/** Imports a folder as an image with one layer. A label says what it really is. */
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
  // Through a shell pipe, because a root can be larger than one of our buffers.
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

/** Runs a command and returns its stdout. If it fails, the error contains its stderr. */
export function run(command: string, words: readonly string[], options: SpawnSyncOptions = {}): string {
  const { status, error, stdout, stderr } = spawnSync(command, words, { ...options, encoding: 'utf8' });
  if (error) throw new Error(`${command} cannot be run: ${error.message}`);
  if (status !== 0)
    throw new Error(`${command} ${words.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  return stdout.toString();
}
