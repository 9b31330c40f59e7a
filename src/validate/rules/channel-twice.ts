import { repeatedIn } from '../manifest-places.ts';
import type { Rule } from './rule.ts';

/** Two channels need two folders and two variables; SM_CHANNEL_<NAME> is upper case with underscores. */
export const channelTwice: Rule = {
  code: 'channel-twice',
  check({ manifest }) {
    const names = (manifest.training?.channels ?? []).flatMap((channel, index) =>
      channel?.name === undefined
        ? []
        : [{ path: ['training', 'channels', index, 'name'], value: variableOf(channel.name) }],
    );
    return repeatedIn(names).map(({ again, first }) => ({
      at: again.path,
      what: `two channels become the variable ${again.value}`,
      fix: 'give one of them another name',
      related: [{ at: { path: first.path, target: 'value' }, sentence: 'the other channel' }],
    }));
  },
};

function variableOf(channel: string): string {
  return `SM_CHANNEL_${channel.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;
}
