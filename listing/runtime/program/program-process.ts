import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Program } from '../declared.ts';
import { listingFolder } from '../folder.ts';
import { startPrinting } from '../printing-child.ts';
import { endOf } from '../serving/linked-process.ts';
import { endProcesses, mark } from './end-processes.ts';
import { printMarked } from './marked-lines.ts';

export interface ProgramProcess {
  /** Resolves with a description of how it ended, when all its processes are gone. */
  readonly ended: Promise<string>;
  /** Asks it to end. */
  readonly stop: () => void;
  readonly kill: () => void;
}

/** It tells the program's lines from those of the server. */
const passOn = printMarked('[program] ');

/** Starts the program in a process group of its own, so that its own workers end with it. */
export function startProcess(
  { command, environment }: Program,
  port: number,
  surroundings: NodeJS.ProcessEnv,
): ProgramProcess {
  const run = randomUUID();
  const places = { '{port}': String(port), '{model}': surroundings.SM_MODEL_DIR ?? '' };
  const [name = '', ...words] = command.map((word) => filled(word, places));
  const own = Object.entries(environment).map(([name, value]) => [name, filled(value, places)]);
  const { SAGEMAKER_BIND_TO_PORT: _, ...others } = surroundings;
  const env = { ...others, [mark]: run, PORT: String(port), ...Object.fromEntries(own) };
  const { child, drained } = startPrinting(name, words, { cwd: listingFolder, env, detached: true, passOn });
  let isGone = false;
  const kill = () => {
    if (child.pid !== undefined && !isGone) endProcesses(child.pid, run);
  };
  const ended = new Promise<string>((resolve) => {
    child.once('error', (fault) => resolve(`could not be started: ${fault.message}`));
    child.once('exit', async (code, signal) => {
      kill();
      isGone = true;
      await Promise.race([drained, pause(1000, undefined, { ref: false })]);
      resolve(endOf(code, signal));
    });
  });
  return { ended, stop: () => void child.kill('SIGTERM'), kill };
}

function filled(text: string, places: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(?:port|model)\}/g, (name) => places[name] ?? name);
}
