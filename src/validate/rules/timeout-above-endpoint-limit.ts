import type { Rule } from './rule.ts';

/** How long a real-time endpoint waits for the container (SageMaker developer guide, read 2026-11-21). */
const endpointSeconds = 60;

/** A real-time endpoint closes the connection first, so a longer limit helps batch transforms only. */
export const timeoutAboveEndpointLimit: Rule = {
  code: 'timeout-above-endpoint-limit',
  check({ manifest }) {
    const seconds = manifest.inference?.timeoutSeconds;
    if (seconds === undefined || seconds <= endpointSeconds) return [];
    return [
      {
        at: ['inference', 'timeoutSeconds'],
        severity: 'warning',
        what: `\`inference.timeoutSeconds\` is ${seconds}, and a real-time endpoint waits ${endpointSeconds}`,
        because: 'only a batch transform waits longer, up to 3600 seconds',
        fix: `write ${endpointSeconds}, unless your buyers need longer answers in batch transforms`,
      },
    ];
  },
};
