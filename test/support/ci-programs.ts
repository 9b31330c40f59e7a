import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bin } from './built.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface CiPrograms {
  /** A PATH with these programs before those of the machine. */
  readonly path: string;
  /** The calls of the stand-ins, one per line, the program's name first. */
  readonly calls: () => readonly string[];
}

export interface CiRunner {
  /** A real engine for builds. */
  readonly engine?: string;
  /** Calls that start with these words are only recorded, for tests about which program runs. */
  readonly notes?: readonly string[];
}

/**
 * The programs of a CI runner. `sagemaker-mkt` is the build of this repository, so `npm install --global` is
 * only recorded, and so is its upload; all other commands of both are real. `aws` is always a stand-in, and copies folders
 * like S3. Without a real engine, a stand-in builds and saves the images, and they are not rehearsed.
 */
export function ciPrograms({ engine, notes = [] }: CiRunner = {}): CiPrograms {
  const folder = join(temporaryFolder(), 'programs');
  mkdirSync(folder);
  const log = join(folder, '..', 'calls');
  const program = (name: string, text: string) => {
    writeFileSync(join(folder, name), `#!/bin/bash\nset -euo pipefail\n${text}`);
    chmodSync(join(folder, name), 0o755);
  };
  const note = `echo "\${0##*/} $* [\${PWD##*/}]\${AWS_SESSION_TOKEN:+ with credentials}" >>${word(log)}\n`;
  program('node', `exec ${word(process.execPath)} "$@"\n`);
  const noted = ['npm install --global', 'sagemaker-mkt upload', ...notes]
    .map((call) => `${word(`${call} `)}*`)
    .join(' | ');
  // For a listing without dependencies, npm prints an empty object.
  const noting = `case "\${0##*/} $* " in\n  ${noted})\n${note}echo '{}'\nexit ;;\nesac\n`;
  const rehearsing = engine === undefined ? rehearsesNothing(note) : '';
  program('sagemaker-mkt', `${noting}${rehearsing}exec ${word(process.execPath)} ${word(bin)} "$@"\n`);
  program('npm', `${noting}exec ${word(npm())} "$@"\n`);
  program('docker', note + (engine === undefined ? buildsNothing : `exec ${word(engine)} "$@"\n`));
  program('aws', `${note}${copiesAsS3(join(folder, '..', 's3'))}`);
  const path = [folder, ...(process.env['PATH'] ?? '').split(':')].join(':');
  return {
    path,
    calls: () => (existsSync(log) ? readFileSync(log, 'utf8').split('\n').filter(Boolean) : []),
  };
}

/** Without an engine there is no image to rehearse. A file `unfit` makes a listing fail its rehearsal. */
function rehearsesNothing(note: string): string {
  return `if [[ $1 == rehearse ]]; then
${note}if [[ -e \${!#}/unfit ]]; then echo 'not ready: 1 of 37 checks failed'; exit 4; fi
exit
fi
`;
}

/** An engine whose images have an id of their name, which a load takes from the archive. */
const buildsNothing = `case "$*" in
  *Architecture*) echo linux/amd64 ;;
  *.Size*) echo 117000000 ;;
  *.Id*) echo "sha256:$(cksum <<<"\${!#}")" ;;
  load*) cat >/dev/null ;;
  *) echo x ;;
esac
`;

/** `aws s3 cp --recursive`, from or to a bucket. */
function copiesAsS3(bucket: string): string {
  return `[[ $* == 's3 cp --recursive '* ]] || exit 1
from=\${*: -2:1} to=\${*: -1}
from=\${from/#s3:\\/\\//"${bucket}/"} to=\${to/#s3:\\/\\//"${bucket}/"}
[[ ! -d $from ]] || { mkdir -p "$to" && cp -R "$from/." "$to"; }
`;
}

function npm(): string {
  return spawnSync('bash', ['-c', 'command -v npm'], { encoding: 'utf8' }).stdout.trim() || dirname(bin);
}

function word(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/**
 * For tests about which program runs: each listing is as generated, has no dependencies, and passes its
 * tests.
 */
export const soundListings = ['sagemaker-mkt check', 'npm pkg get dependencies', 'npm test'] as const;
