import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { GpuNeed } from '../declared.ts';
import { runtimeFolder } from '../folder.ts';
import { type Log, print } from '../log.ts';

/** What see_gpu.py prints. */
type Seen =
  | { readonly why: string }
  | {
      readonly cuda: string;
      readonly gpus: readonly { readonly name: string; readonly memoryMiB: number }[];
    };

/** The driver needs some seconds for its first answer on large machines. */
const patienceMs = 60_000;

/** Why an image that is built for CUDA cannot use a GPU here; undefined if it can, or if it need not. The log has what was seen. */
export function whyNoGpu(need: GpuNeed, environment: NodeJS.ProcessEnv, log: Log): string | undefined {
  const seen = seeGpu(environment);
  const why = 'why' in seen ? seen.why : whyTooOld(seen.cuda, need.cuda);
  if (why === undefined) {
    log({ level: 'info', event: 'gpu-seen', ...seen });
    return undefined;
  }
  const isRequired = need.required && environment['REQUIRE_GPU'] !== 'false';
  log({
    level: isRequired ? 'error' : 'info',
    event: 'no-gpu',
    message: why,
    ...(isRequired && {
      fix: 'run it on a machine with a GPU; to try it without one, set REQUIRE_GPU=false',
    }),
  });
  return isRequired ? `no GPU can be used: ${why}` : undefined;
}

/** CUDA runs on each driver that was made for the same major version, or for a newer one. */
function whyTooOld(driverCuda: string, imageCuda: string | null): string | undefined {
  if (imageCuda === null || Number.parseInt(driverCuda, 10) >= Number.parseInt(imageCuda, 10))
    return undefined;
  return `the driver of this machine runs CUDA ${driverCuda} at most, and the image is built for CUDA ${imageCuda}: choose a newer InferenceAmiVersion or TransformAmiVersion`;
}

function seeGpu(environment: NodeJS.ProcessEnv): Seen {
  const program = join(runtimeFolder, 'gpu/see_gpu.py');
  const { status, stdout, stderr, error } = spawnSync('python3', ['-B', program], {
    env: environment,
    encoding: 'utf8',
    timeout: patienceMs,
  });
  print(process.stderr, stderr ?? '');
  if (status === 0) return JSON.parse(stdout);
  return { why: `the driver did not answer: ${error?.message ?? `exit code ${status}`}` };
}
