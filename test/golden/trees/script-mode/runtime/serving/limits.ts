import { availableParallelism } from 'node:os';
import * as contract from '../contract.ts';
import type { Limits } from '../inference.ts';

/**
 * What the environment changes of the manifest's limits. A transform job may name its own payload limit, and its 0 means
 * any size, of which we take SageMaker's largest body; it waits up to an hour for an answer, and an endpoint one minute.
 * The last two variables are those of SageMaker's own toolkit, for a buyer who knows his instance better than we do.
 */
export function limitsOf(environment: NodeJS.ProcessEnv): Limits {
  const number = (name: string) => {
    const text = environment[name];
    return text && Number(text) >= 0 ? Number(text) : undefined;
  };
  const { maxPayloadMB, timeoutSeconds, workers } = contract.limits;
  const payload = number('SAGEMAKER_MAX_PAYLOAD_IN_MB');
  const isTransform = environment['SAGEMAKER_BATCH']?.toLowerCase() === 'true';
  return {
    ...contract.limits,
    maxPayloadMB: payload === 0 ? 100 : (payload ?? maxPayloadMB),
    timeoutSeconds: number('SAGEMAKER_MODEL_SERVER_TIMEOUT') || (isTransform ? 3600 : timeoutSeconds),
    workers: Math.floor(number('SAGEMAKER_MODEL_SERVER_WORKERS') ?? 0) || workers,
  };
}

export function workerCount({ workers }: Limits): number {
  return workers === 'auto' ? availableParallelism() : workers;
}
