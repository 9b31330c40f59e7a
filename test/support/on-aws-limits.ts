/**
 * For tests in which the command uses AWS's own limits, for example 250 ms to accept a connection. A busy
 * machine can exceed them although the listing is correct, so the test is retried.
 */
export const onAwsLimits = { retry: 2 } as const;
