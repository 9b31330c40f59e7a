import { policyLists } from '../policy-list.ts';
import type { Rule } from './rule.ts';

/** A team that limits frameworks or bases cannot see either in an image of the seller's own: it has to allow `image`. */
export const policyImage: Rule = {
  code: 'policy-image',
  check({ manifest: { image }, policies }) {
    if (image === undefined) return [];
    const against = policies.flatMap((policy, index) => {
      const [frameworks, ...bases] = (['frameworks', 'bases', 'baseMustBe'] as const).map(
        (name) => policyLists([policy], name, words[name])[0],
      );
      if (frameworks?.items.includes('image')) return [];
      const limits = [frameworks, ...bases].flatMap((list) => list ?? []);
      return limits.map(({ note }) => ({ ...note, at: { ...note.at, policy: index } }));
    });
    if (against.length === 0) return [];
    return [
      {
        at: ['image'],
        atKey: true,
        what: '`image` is an image of your own, which the team’s policy does not allow',
        because: 'nobody can tell from outside which framework and which base it has',
        fix: 'have `image` added to `frameworks` in the policy, or use one of its frameworks and bases',
        related: against,
      },
    ];
  },
};

const words = {
  frameworks: 'the allowed frameworks',
  bases: 'the allowed bases',
  baseMustBe: 'what bases must be',
};
