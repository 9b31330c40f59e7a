import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { listingFolder } from '../folder.ts';
import { logLine } from '../log.ts';
import type { TrainingJob } from '../training.ts';
import { untilHostsAreKnown } from './host-names.ts';
import { isTrue } from './python-json.ts';
import { trainInThisProcess } from './run-training.ts';
import { commandOf, isPython } from './script-command.ts';
import { exitCodeOf, failureOf } from './script-failure.ts';
import { runScript } from './script-process.ts';
import { unnamedIn } from './script-text.ts';
import { toolkitValue } from './toolkit-values.ts';
import { onlyDefinesTrain } from './train-function.ts';
import { setReads } from './watched-values.ts';

// `bin/train` starts this in script mode. The argument is the training script.
const script = resolve(listingFolder, process.argv[2] ?? '');
const folder = dirname(script);

// The script runs in its own folder, where a relative path would be wrong.
const baseDir = process.env['SAGEMAKER_BASE_DIR'];
if (baseDir) process.env['SAGEMAKER_BASE_DIR'] = resolve(baseDir);

void trainInThisProcess(script, async () => ({ train }));

/** The script gets everything in variables and arguments, as with SageMaker's training toolkit. */
async function train({ hyperparameters, cluster, modelDir, signal }: TrainingJob): Promise<void> {
  if (!existsSync(script)) throw new Error(`${script} does not exist; \`training.entry\` names it`);
  refuseMpi();
  await untilHostsAreKnown(cluster.hosts, signal);
  signal.throwIfAborted();
  const command = commandOf(script, userArguments());
  logLine({ level: 'info', event: 'script-started', command: [command.command, ...command.words] });
  const end = await runScript({ ...command, folder, environment: scriptEnvironment() }, signal);
  if (end.code === 0) {
    refuseNoTraining(modelDir);
    return setReads(hyperparameters, { unread: unnamedIn(script, Object.keys(hyperparameters)), by: 'text' });
  }
  process.exitCode = exitCodeOf(end);
  throw failureOf(basename(script), end);
}

/** The toolkit starts such a script with mpirun. Without it, every host would train a whole model of its own. */
function refuseMpi(): void {
  const parameters = toolkitValue(process.env['SM_FRAMEWORK_PARAMS'] ?? '{}');
  if (!(parameters instanceof Map) || !isTrue(parameters.get('sagemaker_mpi_enabled'))) return;
  if (isPython(script))
    throw new Error(
      `\`sagemaker_mpi_enabled\` asks for MPI, and ${basename(script)} runs without it: name a shell script that starts mpirun in \`training.entry\`, or leave out this hyperparameter`,
    );
}

/** Otherwise the job would count as completed, with an empty model. */
function refuseNoTraining(modelDir: string): void {
  const isEmpty = readdirSync(modelDir).every((name) => name.startsWith('.'));
  if (!isEmpty || !isPython(script)) return;
  if (onlyDefinesTrain(readFileSync(script, 'utf8')))
    throw new Error(
      `${basename(script)} defines train, and nothing calls it: as with SageMaker's toolkits, a script runs as a program. Call it below:  if __name__ == "__main__": train(…) , with values from the command line and os.environ["SM_CHANNEL_…"], and save the model into os.environ["SM_MODEL_DIR"]`,
    );
}

/** The hyperparameters as command line arguments. toolkit-variables.ts computes them. */
function userArguments(): readonly string[] {
  return JSON.parse(process.env['SM_USER_ARGS'] ?? '[]');
}

/**
 * Unbuffered, because metrics are read from the log. PYTHONPATH lets child processes find the script's modules, and those
 * of `include`.
 */
function scriptEnvironment(): NodeJS.ProcessEnv {
  const places = [...new Set([folder, listingFolder]), process.env['PYTHONPATH']].filter(Boolean).join(':');
  return { PYTHONUNBUFFERED: '1', ...process.env, PYTHONPATH: places };
}
