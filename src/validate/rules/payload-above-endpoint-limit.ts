import type { Rule } from './rule.ts';

/** The largest request that a real-time endpoint passes on (Marketplace seller guide, read 2026-11-21). */
const endpointMegabytes = 25;

/** A real-time endpoint refuses larger requests itself, so a larger limit helps batch transforms only. */
export const payloadAboveEndpointLimit: Rule = {
  code: 'payload-above-endpoint-limit',
  check({ manifest }) {
    const megabytes = manifest.inference?.maxPayloadMB;
    if (megabytes === undefined || megabytes <= endpointMegabytes) return [];
    return [
      {
        at: ['inference', 'maxPayloadMB'],
        severity: 'warning',
        what: `\`inference.maxPayloadMB\` is ${megabytes}, and a real-time endpoint passes on ${endpointMegabytes}`,
        because: 'only a batch transform sends larger requests, up to 100 MB',
        fix: `write ${endpointMegabytes}, unless your buyers send larger files in batch transforms`,
      },
    ];
  },
};
