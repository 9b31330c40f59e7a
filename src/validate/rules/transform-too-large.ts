import { defaultMaxConcurrent, defaultMaxPayloadMB } from '../../model/defaults.ts';
import type { Rule } from './rule.ts';

/** From the text of SageMaker's CreateTransformJob (read 2026-11-21). */
const mostMegabytes = 100;

/** SageMaker limits the total size of all concurrent requests of a batch transform. */
export const transformTooLarge: Rule = {
  code: 'transform-too-large',
  check({ manifest: { validation } }) {
    const { maxConcurrent, maxPayloadMB } = validation?.transform ?? {};
    const requests = maxConcurrent ?? defaultMaxConcurrent;
    const megabytes = maxPayloadMB ?? defaultMaxPayloadMB;
    if (requests * megabytes <= mostMegabytes) return [];
    const at = ['validation', 'transform'];
    const given = maxPayloadMB === undefined ? 'maxConcurrent' : 'maxPayloadMB';
    const both = maxConcurrent !== undefined && maxPayloadMB !== undefined;
    return [
      {
        at: [...at, given],
        what: `\`validation.transform\` has ${requests} requests of ${megabytes} MB at once, which is ${requests * megabytes} MB`,
        rule: `SageMaker refuses a batch transform of more than ${mostMegabytes} MB at once; without the keys it sends ${defaultMaxConcurrent} of ${defaultMaxPayloadMB} MB`,
        fix: `bring \`maxConcurrent\` down to ${Math.floor(mostMegabytes / megabytes)}, or make \`maxPayloadMB\` smaller`,
        ...(both && {
          related: [
            { at: { path: [...at, 'maxConcurrent'], target: 'value' }, sentence: 'the requests at once' },
          ],
        }),
      },
    ];
  },
};
