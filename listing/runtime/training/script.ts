import { existsSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { logLine } from '../log.ts';
import type { TrainingJob } from '../training.ts';
import { untilHostsAreKnown } from './host-names.ts';
import { trainInThisProcess } from './run-training.ts';
import { commandOf } from './script-command.ts';
import { exitCodeOf, failureOf } from './script-failure.ts';
import { runScript } from './script-process.ts';

// What `bin/train` starts in script mode: one job, trained by the script that it names.
const script = resolve(import.meta.dirname, '../..', process.argv[2] ?? '');
const folder = dirname(script);

// The script runs in its own folder, where a relative path would lead elsewhere.
const baseDir = process.env['SAGEMAKER_BASE_DIR'];
if (baseDir) process.env['SAGEMAKER_BASE_DIR'] = resolve(baseDir);

void trainInThisProcess(script, async () => ({ train }));

/** All that the script gets is in its variables and arguments, as with SageMaker's training toolkit. */
async function train({ cluster, signal }: TrainingJob): Promise<void> {
  if (!existsSync(script)) throw new Error(`${script} is not there, and \`training.entry\` names it`);
  await untilHostsAreKnown(cluster.hosts, signal);
  signal.throwIfAborted();
  const command = commandOf(script, userArguments());
  logLine({ level: 'info', event: 'script-started', command: [command.command, ...command.words] });
  const end = await runScript({ ...command, folder, environment: scriptEnvironment() }, signal);
  if (end.code === 0) return;
  process.exitCode = exitCodeOf(end);
  throw failureOf(basename(script), end);
}

/** The hyperparameters as words of a command line, made where the variables are. */
function userArguments(): readonly string[] {
  return JSON.parse(process.env['SM_USER_ARGS'] ?? '[]');
}

/** Metrics are read from the log, so a line has to be there when it is printed; and helpers find the script's modules. */
function scriptEnvironment(): NodeJS.ProcessEnv {
  const places = [folder, process.env['PYTHONPATH']].filter(Boolean).join(':');
  return { PYTHONUNBUFFERED: '1', ...process.env, PYTHONPATH: places };
}
