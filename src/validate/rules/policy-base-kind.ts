import type { Catalogue } from '../../model/catalogue.ts';
import { findContainer } from '../../model/find-container.ts';
import type { Accepted, Manifest } from '../../model/manifest.ts';
import type { ManifestPath } from '../../model/problem.ts';
import type { BaseKind } from '../../model/team-policy.ts';
import { listInWords, pathInWords } from '../../problem/phrasing.ts';
import { allowedBases } from '../allowed-bases.ts';
import { lackOf, policyLists } from '../policy-list.ts';
import { writtenSystem } from '../written-system.ts';
import type { Rule } from './rule.ts';

/** A team can refuse bases that AWS Marketplace does not list, or that ECR cannot scan. */
export const policyBaseKind: Rule = {
  code: 'policy-base-kind',
  check({ manifest, catalogue, policies, today }) {
    const base = kindsOf(manifest.base, catalogue);
    if (!base) return [];
    const lists = policyLists(policies, 'baseMustBe', 'what bases must be');
    const lack = lackOf(lists, (kind) => base[kind as BaseKind]);
    if (!lack) return [];
    const allowed = allowedBases({ policies, catalogue, today });
    const use = allowed.length > 0 ? `use ${listInWords(allowed)}, or ` : '';
    return [
      {
        at: base.at,
        what: `${pathInWords(base.at)} is ${base.name}, ${listInWords(
          lack.wanted.map((kind) => faults[kind as BaseKind]),
          'and',
        )}, and the team’s policy does not allow that`,
        fix: `${use}have \`baseMustBe\` changed in the polic${lack.related.length > 1 ? 'ies' : 'y'}`,
        related: lack.related,
      },
    ];
  },
};

const faults: Readonly<Record<BaseKind, string>> = {
  listed: 'which AWS Marketplace does not list',
  scannable: 'which ECR cannot scan',
};

type Kinds = { readonly at: ManifestPath; readonly name: string } & Readonly<Record<BaseKind, boolean>>;

/** A container on a system that the catalogue does not know is neither: nobody could say that it is. */
function kindsOf(base: Accepted<Manifest>['base'], catalogue: Catalogue): Kinds | undefined {
  const written = writtenSystem(base, catalogue);
  if (written) {
    const { id, listed, scannable } = written.system;
    return { at: written.at, name: id, listed, scannable };
  }
  const container = findContainer(base, catalogue);
  if (!container) return undefined;
  const { tag, system } = container;
  const name = `${tag} on ${system?.name ?? 'a system that is not known'}`;
  return {
    at: ['base', 'tag'],
    name,
    listed: system?.listed ?? false,
    scannable: system?.scannable ?? false,
  };
}
