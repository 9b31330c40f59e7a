import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Scanner } from '../../src/model/publication.ts';
import { temporaryFolder } from './temporary-folder.ts';

const recordings = join(import.meta.dirname, 'scanners');

/** What a scanner prints as JSON, in the shape of its own reports. */
export function recorded(scanner: Scanner, ending: 'json' | 'rows'): string {
  return readFileSync(join(recordings, `${scanner}.${ending}`), 'utf8');
}

/** A folder for the PATH, with a program that prints a recorded report as JSON or by the template. */
export function scannerIn(scanner: Scanner, folder = temporaryFolder()): string {
  const print = (ending: string) => `exec cat '${join(recordings, `${scanner}.${ending}`)}'`;
  return programIn(
    folder,
    scanner,
    `printf '%s\\n' "$*" >>"$0.calls"
case " $* " in
  *" template "*) ${print('rows')} ;;
  *) ${print('json')} ;;
esac`,
  );
}

/** A folder for the PATH, with a program that runs these lines of a shell. */
export function programIn(folder: string, name: string, lines: string): string {
  const program = join(folder, name);
  writeFileSync(program, `#!/bin/sh\n${lines}\n`);
  chmodSync(program, 0o755);
  return folder;
}

/** The words of each call. */
export function callsOf(scanner: Scanner, folder: string): readonly string[] {
  return readFileSync(join(folder, `${scanner}.calls`), 'utf8')
    .trim()
    .split('\n');
}
