import { chmodSync, chownSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { LocatedProblem } from '../model/problem.ts';
import { errorCode } from './error-code.ts';
import { syncToDisk } from './tree/sync-to-disk.ts';

export interface TextReplacement {
  /** As shown in a problem. */
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

const byteOrderMark = '\u{feff}';

/** Replaces the text of a file atomically. Mode, owner and byte-order mark stay. A file that has changed is left alone. */
export function replaceText(path: string, { file, before, after }: TextReplacement): LocatedProblem[] {
  const beside = join(dirname(path), `.${basename(path)}.${process.pid}.new`);
  try {
    const current = readFileSync(path, 'utf8');
    const mark = current.startsWith(byteOrderMark) ? byteOrderMark : '';
    if (current !== `${mark}${before}`)
      return [notWritten(file, 'it was changed while the command ran', 'run it again')];
    const { mode, uid, gid } = statSync(path);
    writeFileSync(beside, `${mark}${after}`, { flag: 'wx', mode: mode & 0o777 });
    chmodSync(beside, mode & 0o7777);
    if (statSync(beside).uid !== uid) chownSync(beside, uid, gid);
    syncToDisk(beside);
    renameSync(beside, path);
    return [];
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    if (code !== 'EEXIST') rmSync(beside, { force: true });
    const fix = 'give yourself write permission for it and its folder, and run the command again';
    return [notWritten(file, `the system says ${code}`, fix)];
  }
}

function notWritten(file: string, why: string, fix: string): LocatedProblem {
  return {
    code: 'manifest-not-written',
    severity: 'error',
    location: { file, line: 1, column: 1, length: 0, source: '' },
    what: `this file could not be written: ${why}`,
    fix,
  };
}
