import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Job, TrainedModel } from '../../rehearse/stage.ts';

/** Writes `/opt/ml` for a training job, with the files and modes of a real job. */
export function writeJob(base: string, { hyperparameters, channels }: Job): void {
  const config = join(base, 'input/config');
  for (const name of ['input/config', 'input/data', 'model', 'output/data', 'checkpoints'])
    mkdirSync(join(base, name), { recursive: true });
  const write = (name: string, value: object) => writeFileSync(join(config, name), JSON.stringify(value));
  write('hyperparameters.json', hyperparameters);
  write('resourceconfig.json', {
    current_host: 'algo-1',
    hosts: ['algo-1'],
    network_interface_name: 'eth0',
  });
  write(
    'inputdataconfig.json',
    Object.fromEntries(
      channels.map(({ name, contentType }) => [
        name,
        {
          TrainingInputMode: 'File',
          S3DistributionType: 'FullyReplicated',
          RecordWrapperType: 'None',
          ...(contentType && { ContentType: contentType }),
        },
      ]),
    ),
  );
  for (const name of ['init-config', 'metric-definition-regex', 'debughookconfig', 'profilerconfig'])
    write(`${name}.json`, {});
  for (const { name, folder, content } of channels) {
    const place = join(base, 'input/data', name);
    if (content === 'nothing') mkdirSync(place);
    else cpSync(folder, place, { recursive: true, dereference: true });
    if (content === 'garbage') spoil(place);
    // SageMaker puts a plain file beside the channel, which breaks code that takes every name for a channel.
    writeFileSync(join(base, 'input/data', `${name}-manifest`), '[]');
  }
  // Only root can enter a folder of this mode; SageMaker runs everything as root.
  if (process.getuid?.() === 0) chmodSync(config, 0o644);
}

/** Bytes that are neither text nor an archive; always the same. */
function spoil(folder: string): void {
  const garbage = Uint8Array.from({ length: 4096 }, (_, at) => (at * 151 + (at >> 3) * 89 + 131) % 256);
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = join(folder, name);
    if (!statSync(file).isFile()) continue;
    rmSync(file);
    writeFileSync(file, garbage);
  }
}

export const jobEnvironment = {
  TRAINING_JOB_NAME: 'rehearsal',
  TRAINING_JOB_ARN: 'arn:aws:sagemaker:us-east-2:123456789012:training-job/rehearsal',
} as const;

/** The model of a job in this folder. */
export function readTrained(model: string): TrainedModel {
  const entries = existsSync(model) ? readdirSync(model, { recursive: true, encoding: 'utf8' }) : [];
  const files = entries
    .flatMap((path) => {
      // The target of a link may exist only inside the job.
      const stats = statSync(join(model, path), { throwIfNoEntry: false });
      return stats?.isFile() ? [{ path, bytes: stats.size }] : [];
    })
    .map(({ path, bytes }) => ({ path, bytes, digest: digestOf(join(model, path), bytes) }));
  return { folder: model, files };
}

/** What a job has left in its folder `output`. Anything but a file is ignored, as SageMaker does. */
export function readFailure(output: string): string | undefined {
  const path = join(output, 'failure');
  return statSync(path, { throwIfNoEntry: false })?.isFile() ? readFileSync(path, 'utf8') : undefined;
}

/** Larger files would take too long to read. */
const mostBytes = 256e6;

function digestOf(file: string, size: number): string | undefined {
  if (size > mostBytes) return undefined;
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
