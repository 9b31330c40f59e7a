import { expect, test } from 'vitest';
import { policyRule } from '../../scripts/extends-rules.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { expectChainProblem, problemsUnderChain } from '../support/expect-team-problem.ts';
import { preparedForTests } from '../support/prepared.ts';

const policies = { org: `${policyRule.below['org.yaml']}\n`, team: `${policyRule.below['team.yaml']}\n` };

test('of all bases, only those that every policy allows are left', () => {
  const bases = preparedForTests().catalogue.bases.map(({ id }) => id);
  const allowed = bases.filter(
    (id) => problemsUnderChain('policy-base', policies, modelPackage({ base: `base: ${id}` })) === '',
  );
  expect(allowed).toEqual(policyRule.allowed);
});

test('the tags of every policy are asked for, and nothing more', () => {
  const listing = (tags: readonly string[]) =>
    modelPackage({ upload: `upload: { tags: { ${tags.map((tag) => `${tag}: x`).join(', ')} } }` });
  expectChainProblem('policy-tag', policies, listing(policyRule.tags), '');
  for (const tag of policyRule.tags)
    expect(problemsUnderChain('policy-tag', policies, listing([tag]))).toContain('lacks the tag');
});
