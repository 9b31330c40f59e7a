import { valueInWords } from '../../problem/phrasing.ts';
import type { Rule } from './rule.ts';

/** SageMaker's ChannelName (SageMaker API, read 2026-11-21). */
const allowed = /^[A-Za-z0-9._-]+$/;

/** A channel's name becomes a folder and an environment variable. */
export const channelName: Rule = {
  code: 'channel-name',
  check({ manifest }) {
    return (manifest.training?.channels ?? []).flatMap((channel, index) => {
      const name = channel?.name;
      if (name === undefined || allowed.test(name)) return [];
      return [
        {
          at: ['training', 'channels', index, 'name'],
          what: `the channel name ${valueInWords(name)} has a character that SageMaker does not take`,
          rule: 'a channel has 1 to 64 letters, digits, dots, hyphens and underscores',
          fix: `write ${valueInWords(name.replace(/[^A-Za-z0-9._-]+/g, '-'))}`,
        },
      ];
    });
  },
};
