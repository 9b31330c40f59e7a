import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { engine } from '../images/run-engine.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** The programs that an upload starts, and those that they start. */
const programs = [
  ...[
    'aws',
    'docker',
    'podman',
    'bash',
    'mkfifo',
    'cat',
    'tee',
    'sed',
    'tr',
    'tar',
    'gzip',
    'sha256sum',
    'ln',
  ],
  ...['rm', 'chmod', 'mktemp', 'head', 'sleep', 'find', 'cut', 'wc', 'awk', 'dd', 'base64', 'date'],
];

export interface Recorders {
  /** For the watched program. Its home, temporary files and logins are in separate folders. */
  readonly environment: Readonly<Record<string, string>>;
  /**
   * Searches all records and folders, and returns each place where a secret was found that must not be there.
   */
  readonly leaks: (output: string) => readonly string[];
  readonly programsSeen: () => readonly string[];
}

export interface Watched {
  /** Must not be in any argument, environment, file or output. */
  readonly secrets: readonly string[];
  /** The secrets that the AWS CLI may have in its environment. */
  readonly keys: readonly string[];
  readonly folders: readonly string[];
}

/**
 * Puts programs first on the PATH. Each records its arguments and environment and then runs the real program.
 * During a push, the engine's recorder also searches the folders and the arguments of all processes.
 */
export function startRecorders({ secrets, keys, folders }: Watched): Recorders {
  const place = temporaryFolder();
  const at = (name: string) => join(place, name);
  for (const name of ['tools', 'records', 'home', 'temporary', 'logins']) mkdirSync(at(name));
  writeFileSync(at('secrets'), secrets.map((secret) => `${secret}\n`).join(''));
  const searched = [at('home'), at('temporary'), at('logins'), ...folders];
  for (const program of programs) {
    const text = recorder(program, place, searched);
    writeFileSync(join(at('tools'), program), text, { mode: 0o755 });
  }
  const records = (kind: string) => readdirSync(at('records')).filter((name) => name.startsWith(`${kind}.`));
  const read = (name: string) => readFileSync(join(at('records'), name), 'utf8');
  return {
    environment: {
      PATH: `${at('tools')}:${process.env['PATH']}`,
      HOME: at('home'),
      TMPDIR: at('temporary'),
      DOCKER_CONFIG: at('logins'),
      REGISTRY_AUTH_FILE: join(at('logins'), 'auth.json'),
    },
    programsSeen: () => [...new Set(records('argv').map((name) => name.split('.')[1] ?? ''))],
    leaks: (output) => [
      ...records('argv').filter((name) => secrets.some((secret) => read(name).includes(secret))),
      ...records('environ').filter((name) => {
        const allowed = name.startsWith('environ.aws.') ? keys : [];
        return secrets.some((secret) => !allowed.includes(secret) && read(name).includes(secret));
      }),
      ...records('found').flatMap((name) => read(name).split('\n').filter(Boolean)),
      ...search(at('secrets'), searched),
      ...(secrets.some((secret) => output.includes(secret)) ? ['output'] : []),
    ],
  };
}

function search(secrets: string, folders: readonly string[]): readonly string[] {
  const words = ['-rlsaF', '-D', 'skip', '-f', secrets, ...folders];
  return spawnSync('grep', words, { encoding: 'utf8' }).stdout.split('\n').filter(Boolean);
}

function recorder(program: string, place: string, searched: readonly string[]): string {
  const name = program === 'docker' ? engine() : program;
  const { stdout } = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' });
  const quoted = (words: readonly string[]) => words.map((word) => `'${word}'`).join(' ');
  const grep = `/bin/grep -lsaF -D skip -f '${place}/secrets'`;
  return [
    '#!/bin/sh',
    `place='${place}'`,
    `real=${stdout.trim()}`,
    `printf '%s\\n' "$@" >"$place/records/argv.${program}.$$"`,
    `/bin/cat /proc/$$/environ >"$place/records/environ.${program}.$$"`,
    // How the AWS CLI is made does not matter here: where Pyenv installed it, it starts as a bash script.
    ...(program === 'aws' ? [`PATH='${process.env['PATH']}'`] : []),
    '[ "$1" = push ] || exec "$real" "$@"',
    '"$real" "$@" &',
    'while :; do',
    `  { ${grep} -r ${quoted(searched)}; ${grep} /proc/[0-9]*/cmdline; } >>"$place/records/found.$$"`,
    '  kill -0 $! 2>/dev/null || break',
    'done',
    'wait $!',
    '',
  ].join('\n');
}
