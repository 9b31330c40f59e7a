import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Answer } from '../../imports/judge-imports.ts';
import { isRecord } from '../../text/is-record.ts';
import { packageRoot } from '../package-files.ts';
import { programVariables } from './passed-variables.ts';

export interface PythonQuestion {
  readonly modules: readonly string[];
  /** As they are written. */
  readonly requirements: readonly string[];
}

/** What the `python3` of this machine has; undefined where there is none, or it is too old to be asked. */
export async function askInstalled({
  modules,
  requirements,
}: PythonQuestion): Promise<((module: string) => Answer) | undefined> {
  const probe = join(packageRoot(), 'src/shell/rehearse/probes/installed_packages.py');
  const child = spawn('python3', ['-B', probe], {
    env: programVariables({}),
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  child.on('error', () => {});
  child.stdin.on('error', () => {});
  child.stdin.end(JSON.stringify({ modules, requirements }));
  const answers = parse(await text(child.stdout).catch(() => ''));
  return answers && ((module) => answerIn(answers[module]));
}

function answerIn(said: unknown): Answer {
  return said === 'there' || said === 'missing' ? said : 'unknown';
}

function parse(printed: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(printed);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
