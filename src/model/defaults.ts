import type { FindingSeverity } from './team-policy.ts';

/** Defaults that more than one step needs. */
export const defaultRelease = '0.1.0';
export const defaultRegion = 'us-east-2';
export const defaultRealtimeInstance = 'ml.m5.large';
export const defaultTransformInstance = 'ml.m5.large';
export const defaultTrainingInstance = 'ml.m5.xlarge';
/** Of every use, where the image has CUDA 12: the driver that it has by itself runs that in all of them. */
export const defaultGpuInstance = 'ml.g6.xlarge';

/** AWS Marketplace refuses images with a finding of either severity. */
export const defaultBlock: readonly FindingSeverity[] = ['CRITICAL', 'HIGH'];

/** SageMaker's own defaults of a batch transform job. */
export const defaultMaxConcurrent = 1;
export const defaultMaxPayloadMB = 6;
