import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { commandWord } from '../problem/phrasing.ts';
import { errorCode } from './error-code.ts';
import type { UsageFault } from './report-usage.ts';

/** A kind of report that a command writes to a given path. */
export interface ReportFile {
  readonly option: string;
  readonly example: string;
  /** Matches the beginning of a report that we wrote. */
  readonly ours: RegExp;
}

const page = { option: '--report' } as const;
export const fleetReport: ReportFile = {
  ...page,
  example: 'fleet.html',
  ours: /^<!doctype html>[\s\S]{0,2000}<title>Fleet report/,
};
export const rehearsalReport: ReportFile = {
  ...page,
  example: 'rehearsal.html',
  ours: /^<!doctype html>[\s\S]{0,2000}<title>Rehearsal report/,
};
export const traceFile: ReportFile = {
  option: '--trace',
  example: 'trace.jsonl',
  ours: /^\{"trace":"sagemaker-mkt"/,
};
export const junitReport: ReportFile = {
  option: '--junit',
  example: 'rehearsal.xml',
  ours: /^<\?xml[^>]*>\s*<testsuites?\b/,
};

/**
 * Why the report cannot be written; checked before any work. Only a report may be overwritten, and folders are made
 * only below the one where the command runs: elsewhere a missing one is a misspelt one.
 */
export function reportFileFault(shown: string, cwd: string, file: ReportFile): UsageFault | undefined {
  const path = resolve(cwd, shown);
  const { option, example, ours } = file;
  const stat = statSync(path, { throwIfNoEntry: false });
  if (shown === '' || stat?.isDirectory())
    return {
      what: `\`${option}\` names no file: \`${shown}\``,
      fix: `pass a file, such as  ${option} ${example}`,
    };
  if (stat?.isFile() && stat.size > 0 && !ours.test(readFileSync(path, 'utf8')))
    return {
      what: `\`${option} ${shown}\` would overwrite a file that is no report`,
      fix: `pass another name, such as  ${option} ${example}`,
    };
  const folder = dirname(shown);
  if (relative(cwd, path).startsWith('..') && !existsSync(dirname(path)))
    return {
      what: `\`${option} ${shown}\` cannot be written: there is no folder ${folder}`,
      fix: `make it with  mkdir -p ${commandWord(folder)} , or pass a file below this folder, such as  ${option} ${example}`,
    };
  const obstacle = obstacleTo(dirname(path), folder);
  if (obstacle === undefined) return undefined;
  return {
    what: `\`${option} ${shown}\` cannot be written: ${obstacle}`,
    fix: `pass a file in a folder that you may write to, such as  ${option} ${example}`,
  };
}

/** Why neither this folder nor a file in it can be created. */
function obstacleTo(folder: string, shown: string): string | undefined {
  const stat = statSync(folder, { throwIfNoEntry: false });
  if (!stat && dirname(folder) !== folder) return obstacleTo(dirname(folder), dirname(shown));
  if (!stat?.isDirectory()) return `${shown} is no folder`;
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    return `${shown} (${errorCode(error)})`;
  }
}

/** Writes a file atomically, so that a browser or CI never reads half of it. */
export function putWholeFile(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.new`;
  try {
    writeFileSync(draft, content);
    renameSync(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** The hash function for the content security policy of a report. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
