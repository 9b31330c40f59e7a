import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { start, writeInto, writeListing } from '../runtime/listing-in-test.ts';
import { readIfThere } from '../runtime/train-in-test.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** A job that both run. */
export interface Job {
  readonly hyperparameters?: Readonly<Record<string, string>>;
  /** Those of our manifest. Without any, every hyperparameter is a free text. */
  readonly rules?: readonly object[];
  readonly resources?: object;
  readonly channels?: Readonly<Record<string, object>>;
  /** SageMaker's configuration files that are missing. */
  readonly without?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** The seller's files, in one folder. `null` is the program that writes down what it sees. */
  readonly files?: Readonly<Record<string, string | null>>;
  /** Usually that program. */
  readonly script?: string;
  /** It is stopped as soon as the script has written `started`. */
  readonly isStopped?: boolean;
}

/** What became of it, each thing by its name: exit code, failure, and what the script has seen. */
export type Outcome = Readonly<Record<string, string>>;

/** A member of `SM_TRAINING_ENV` is a thing of its own. */
const witness = `import json, os, sys
variables = dict(os.environ)
members = json.loads(variables.pop("SM_TRAINING_ENV", "{}"))
arguments = json.dumps(sys.argv[1:], ensure_ascii=False)
seen = {"arguments": arguments, "script": sys.argv[0], "folder": os.getcwd(), **variables}
for name, value in members.items():
    seen["SM_TRAINING_ENV." + name] = json.dumps(value, sort_keys=True, ensure_ascii=False)
with open(os.path.join(os.environ["SM_MODEL_DIR"], "seen.json"), "w") as file:
    json.dump(seen, file)
`;

/** Runs the jobs with the toolkit that this Python has. */
export function runWithToolkit(programs: string, jobs: readonly Job[]): readonly Outcome[] {
  const given = jobs.map((job) => {
    const base = join(temporaryFolder(), 'ml');
    writeInto(base, { ...platformFiles(job), ...inFolder('code', sellersFiles(job)) });
    const environment = environmentOf(job, programs);
    const own = { SAGEMAKER_BASE_DIR: base, SAGEMAKER_PROGRAM: scriptOf(job) };
    return { base, environment: { ...own, ...environment }, isStopped: job.isStopped ?? false };
  });
  const { stdout, stderr, status } = spawnSync(
    join(programs, 'python3'),
    [join(import.meta.dirname, 'train_with_toolkit.py')],
    { input: JSON.stringify(given), encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  const codes: readonly number[] = JSON.parse(stdout);
  return given.map(({ base, environment }, index) =>
    outcomeOf(base, codes[index], environment, { [base]: '/opt/ml', [programs]: '/python' }),
  );
}

/** Runs one job with our script mode. */
export async function runWithOurs(programs: string, job: Job): Promise<Outcome> {
  const texts = Object.keys(job.hyperparameters ?? {})
    .filter((name) => !/^(sagemaker_|_tuning)/.test(name))
    .map((name) => ({ name, kind: 'free-text', required: false }));
  const listing = writeListing({
    'runtime/contract.ts': `export const hyperparameters = ${JSON.stringify(job.rules ?? texts)};
      export const channels = [];
      export const metrics = [];
      export const distributed = true;`,
    ...inFolder('ml', platformFiles(job)),
    ...inFolder('code', sellersFiles(job)),
  });
  const base = join(listing, 'ml');
  const environment = environmentOf(job, programs);
  const trainer = 'runtime/training/script.ts';
  const running = start(listing, trainer, environment, [`code/${scriptOf(job)}`]);
  if (job.isStopped) {
    while (!existsSync(join(base, 'model/started'))) await new Promise((resolve) => setTimeout(resolve, 50));
    running.process.kill('SIGTERM');
  }
  const code = await running.exitCode;
  return outcomeOf(base, code, environment, {
    [base]: '/opt/ml',
    [listing]: '/listing',
    [programs]: '/python',
  });
}

const scriptOf = ({ script = 'train.py' }: Job) => script;

function sellersFiles({ files }: Job): Readonly<Record<string, string>> {
  const all = Object.entries({ 'witness.py': null, 'train.py': null, ...files });
  return Object.fromEntries(all.map(([path, text]) => [path, text ?? witness]));
}

function platformFiles({ channels = { train: { TrainingInputMode: 'File' } }, ...job }: Job) {
  const oneHost = { current_host: 'localhost', hosts: ['localhost'], network_interface_name: 'eth0' };
  const configuration = {
    'hyperparameters.json': job.hyperparameters ?? {},
    'inputdataconfig.json': channels,
    'resourceconfig.json': job.resources ?? oneHost,
  };
  const written = Object.entries(configuration).filter(([name]) => !job.without?.includes(name));
  return {
    'model/.keep': '',
    'output/.keep': '',
    ...Object.fromEntries(Object.keys(channels).map((name) => [`input/data/${name}/rows.csv`, '1,2\n'])),
    ...Object.fromEntries(written.map(([name, value]) => [`input/config/${name}`, JSON.stringify(value)])),
  };
}

function inFolder(folder: string, files: Readonly<Record<string, string>>) {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [join(folder, path), text]));
}

/** No package index is asked, and no host name is waited for. */
function environmentOf(job: Job, programs: string) {
  return {
    PATH: [programs, process.env['PATH']].join(delimiter),
    PIP_NO_INDEX: '1',
    SM_STUDIO_LOCAL_MODE: 'true',
    LC_ALL: 'C.UTF-8',
    ...job.environment,
  };
}

/** What the system sets by itself, or what the test needs. */
const notOfTheJob = /^(_|PWD|OLDPWD|SHLVL|LC_CTYPE|SAGEMAKER_BASE_DIR|SAGEMAKER_PROGRAM|NODE_.*)$/;

function outcomeOf(
  base: string,
  code: number | null | undefined,
  given: Readonly<Record<string, string>>,
  names: Readonly<Record<string, string>>,
): Outcome {
  const failure = readIfThere(join(base, 'output/failure'));
  const success = readIfThere(join(base, 'output/success'));
  const seen: Outcome = JSON.parse(readIfThere(join(base, 'model/seen.json')) ?? '{}');
  const all: Outcome = {
    ...seen,
    'exit code': String(code),
    ...(failure !== undefined && { failure }),
    ...(success !== undefined && { success }),
  };
  const named = (text: string) =>
    Object.entries(names).reduce((whole, [path, name]) => whole.replaceAll(path, name), text);
  return Object.fromEntries(
    Object.entries(all)
      .filter(([name, value]) => given[name] !== value && !notOfTheJob.test(name))
      .map(([name, value]) => [name, named(value)]),
  );
}
