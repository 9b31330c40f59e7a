import { availableParallelism } from 'node:os';
import * as contract from '../contract.ts';
import type { Limits } from '../declared.ts';
import { plainDecimal } from './plain-decimal.ts';

/** The maximum of Node's timers in seconds. A timer with a longer time would fire immediately. */
const most = 2_147_483;
/** Python and JavaScript print smaller numbers differently. */
const least = 0.001;

/**
 * The manifest's limits, with overrides from the environment. A transform job can set its own payload limit; 0
 * means any size, and SageMaker's largest body is 100 MB. A transform job waits up to an hour for an answer, an
 * endpoint one minute. The timeout and workers variables are those of SageMaker's own toolkit, for buyers who want
 * to tune them for their instance.
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

/** Workers share the CPUs. Without this limit, native code would start one thread per CPU in every worker. */
export function threadsOf(limits: Limits): number {
  return Math.max(1, Math.floor(availableParallelism() / workerCount(limits)));
}
