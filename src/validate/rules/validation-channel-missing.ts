import { closestName } from '../../problem/closest-name.ts';
import type { Rule } from './rule.ts';

/** The validation's training job needs data for every required channel. */
export const validationChannelMissing: Rule = {
  code: 'validation-channel-missing',
  check({ manifest }) {
    const job = manifest.validation?.training;
    if (!job?.channels) return [];
    const fed = Object.keys(job.channels);
    return (manifest.training?.channels ?? []).flatMap((channel, index) => {
      if (channel?.name === undefined || channel.required === false || fed.includes(channel.name)) return [];
      if (closestName(channel.name, fed) !== undefined) return [];
      return [
        {
          at: ['validation', 'training', 'channels'],
          atKey: true,
          what: `the channel \`${channel.name}\` is required, and the validation has no data for it`,
          fix: `add  ${channel.name}: s3://bucket/${channel.name}/ , or make the channel \`required: false\``,
          related: [
            { at: { path: ['training', 'channels', index], target: 'value' }, sentence: 'declared here' },
          ],
        },
      ];
    });
  },
};
