import { availableParallelism } from 'node:os';
import * as contract from '../contract.ts';
import type { Limits } from '../declared.ts';
import { plainDecimal } from './plain-decimal.ts';

/** As many seconds as Node's timers hold: a longer time would be over at once. */
const most = 2_147_483;
/** Shorter numbers look different in Python and in JavaScript. */
const least = 0.001;

/**
 * What the environment changes of the manifest's limits. A transform job may name its own payload limit, and its 0 means
 * any size, of which we take SageMaker's largest body; it waits up to an hour for an answer, and an endpoint one minute.
 * The last two variables are those of SageMaker's own toolkit, for a buyer who knows his instance better than we do.
 */
export function limitsOf(environment: NodeJS.ProcessEnv): Limits {
  const limit = (name: string) => {
    const value = plainDecimal(environment[name] ?? '');
    return value && Math.min(Math.max(value, least), most);
  };
  const { maxPayloadMB, timeoutSeconds, workers } = contract.limits;
  const payload = limit('SAGEMAKER_MAX_PAYLOAD_IN_MB');
  const isTransform = environment['SAGEMAKER_BATCH']?.toLowerCase() === 'true';
  return {
    ...contract.limits,
    maxPayloadMB: payload === 0 ? 100 : (payload ?? maxPayloadMB),
    timeoutSeconds: limit('SAGEMAKER_MODEL_SERVER_TIMEOUT') || (isTransform ? 3600 : timeoutSeconds),
    workers: Math.floor(limit('SAGEMAKER_MODEL_SERVER_WORKERS') ?? 0) || workers,
  };
}

export function workerCount({ workers }: Limits): number {
  return workers === 'auto' ? availableParallelism() : workers;
}
