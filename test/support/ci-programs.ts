import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bin } from './built.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { uploadStandIns } from './upload-stand-ins.ts';

export interface CiPrograms {
  /** For PATH: these programs before those of the machine. */
  readonly path: string;
  /** What the stand-ins were told, one call a line, the program's name first. */
  readonly calls: () => readonly string[];
}

export interface CiRunner {
  /** A real engine, to build with. */
  readonly engine?: string;
  /** Calls that are only noted, by how they begin, where a test is about who runs what. */
  readonly notes?: readonly string[];
}

/**
 * The programs of a CI runner. `sagemaker-mkt` is the one that was built here, so `npm install --global` only notes what
 * it was asked for; every other word of both is theirs. `aws` is always a stand-in, and so is what `docker` does with a
 * registry; an image is built by a stand-in too, and is not rehearsed, unless the test has an engine.
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
  const noted = ['npm install --global', ...notes].map((call) => `${word(`${call} `)}*`).join(' | ');
  // An empty object is what npm prints for a listing without dependencies.
  const noting = `case "\${0##*/} $* " in\n  ${noted})\n${note}echo '{}'\nexit ;;\nesac\n`;
  const rehearsing = engine === undefined ? rehearsesNothing(note) : '';
  program('sagemaker-mkt', `${noting}${rehearsing}exec ${word(process.execPath)} ${word(bin)} "$@"\n`);
  program('npm', `${noting}exec ${word(npm())} "$@"\n`);
  const standIns = uploadStandIns(join(folder, '..', 'pushed-'));
  program('docker', note + standIns.engine(engineWords(engine)));
  program('aws', note + standIns.aws);
  const path = [folder, ...(process.env['PATH'] ?? '').split(':')].join(':');
  return {
    path,
    calls: () => (existsSync(log) ? readFileSync(log, 'utf8').split('\n').filter(Boolean) : []),
  };
}

/** There is no image to run then; a listing that is to fail its rehearsal says so by a file. */
function rehearsesNothing(note: string): string {
  return `if [[ $1 == rehearse ]]; then
${note}if [[ -e \${!#}/unfit ]]; then echo 'not ready: 1 of 37 checks failed'; exit 4; fi
exit
fi
`;
}

/** What builds and what is asked about, beside the registry. */
function engineWords(engine: string | undefined): string {
  return engine === undefined
    ? `  *.Size*) echo 117000000 ;;\n  *) echo x ;;`
    : `  *) exec ${word(engine)} "$@" ;;`;
}

function npm(): string {
  return spawnSync('bash', ['-c', 'command -v npm'], { encoding: 'utf8' }).stdout.trim() || dirname(bin);
}

function word(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** For tests that are about who runs what: each listing is as it is generated, has no dependencies, and passes its tests. */
export const soundListings = ['sagemaker-mkt check', 'npm pkg get dependencies', 'npm test'] as const;
