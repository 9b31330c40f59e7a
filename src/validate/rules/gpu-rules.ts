import { acceleratorNotThere } from './accelerator-not-there.ts';
import { batchAmiMissing } from './batch-ami-missing.ts';
import { batchAmiWrong } from './batch-ami-wrong.ts';
import { cudaTooNew } from './cuda-too-new.ts';
import { gpuDriverUnknown } from './gpu-driver-unknown.ts';
import { gpuIdle } from './gpu-idle.ts';
import { gpuMissing } from './gpu-missing.ts';
import { neuronIdle } from './neuron-idle.ts';
import { requireGpuWithoutCuda } from './require-gpu-without-cuda.ts';
import type { Rule } from './rule.ts';

/** Every rule on GPUs and other chips, and on what runs on them. */
export const gpuRules: readonly Rule[] = [
  acceleratorNotThere,
  cudaTooNew,
  gpuMissing,
  gpuIdle,
  gpuDriverUnknown,
  neuronIdle,
  requireGpuWithoutCuda,
  batchAmiMissing,
  batchAmiWrong,
];
