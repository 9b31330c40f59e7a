import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import type { Prepared } from '../generate.ts';
import type { CiSetup } from '../model/ci-setup.ts';
import { defaultRegion } from '../model/defaults.ts';
import { failure, ok, type Result } from '../model/result.ts';
import { closestName } from '../problem/closest-name.ts';
import { findManifests } from './find-manifests.ts';
import { policyFault, policyName } from './policy-files.ts';
import type { UsageFault } from './report-usage.ts';

type Setup = Omit<CiSetup, 'version'>;

/** The setup from the options, with defaults from the repository. */
export function ciSetup(
  prepared: Prepared,
  texts: ReadonlyMap<string, string>,
  root: string,
): Result<Setup, UsageFault> {
  const pattern = texts.get('listings') ?? foundPattern(root);
  const policy = texts.get('policy') ?? policyAtTop(root);
  const branch = texts.get('branch') ?? 'main';
  const region = texts.get('region') ?? defaultRegion;
  const runners = texts.get('runners') ?? '8';
  const fault =
    patternFault(pattern) ??
    policyFileFault(policy, root) ??
    branchFault(branch) ??
    regionFault(prepared, region) ??
    runnersFault(runners);
  return fault ? failure(fault) : ok({ pattern, policy, branch, region, runners: Number(runners) });
}

/** A glob below the common folder of all listings, which matches future listings too. */
function foundPattern(root: string): string {
  const folders = findManifests(['**'], root).map((manifest) => relative(root, dirname(manifest)).split(sep));
  const [first = [''], ...others] = folders;
  const parents = first.slice(0, -1);
  const differs = parents.findIndex((part, depth) =>
    others.some((parts) => parts.length <= depth + 1 || parts[depth] !== part),
  );
  const common = differs < 0 ? parents : parents.slice(0, differs);
  return [...common, '**'].join('/');
}

/** GitHub would evaluate `${{`, and a control character could end the line. */
function patternFault(pattern: string): UsageFault | undefined {
  if (pattern !== '' && !/\p{Cc}|\$\{\{/u.test(pattern)) return undefined;
  return {
    what: `\`--listings\` is ${JSON.stringify(pattern)}, which is no pattern of files`,
    fix: "write a quoted pattern, as in  --listings 'listings/**'",
  };
}

function policyAtTop(root: string): string | null {
  return existsSync(join(root, policyName)) ? policyName : null;
}

/** CI names the file from the top of the repository, wherever this command runs. */
function policyFileFault(policy: string | null, root: string): UsageFault | undefined {
  if (policy === null) return undefined;
  if (/\p{Cc}|\$\{\{/u.test(policy) || isAbsolute(policy) || policyFault(join(root, policy), root))
    return {
      what: `\`--policy\` is ${JSON.stringify(policy)}, which is no file of this repository`,
      fix: 'pass a file by its path from the top of the repository, such as  --policy team/policy.yaml',
    };
  return undefined;
}

/** GitHub reads a branch as a pattern, so it may contain no special characters. */
function branchFault(branch: string): UsageFault | undefined {
  if (/^[A-Za-z0-9][A-Za-z0-9._/-]*$/.test(branch)) return undefined;
  return {
    what: `\`--branch\` is ${JSON.stringify(branch)}, which cannot be the name of one branch`,
    fix: 'pass only the name of the main branch, as in  --branch main',
  };
}

function regionFault({ catalogue }: Prepared, region: string): UsageFault | undefined {
  const known = catalogue.regions.map(({ id }) => id);
  if (known.includes(region)) return undefined;
  const near = closestName(region, known);
  return {
    what: `there is no Region \`${region}\` in the catalogue`,
    fix: near ? `write  --region ${near}` : 'pass a Region such as  --region us-east-2',
  };
}

/** The default limit of a batch in CodeBuild. */
const mostRunners = 100;

function runnersFault(runners: string): UsageFault | undefined {
  if (/^[1-9]\d{0,2}$/.test(runners) && Number(runners) <= mostRunners) return undefined;
  return {
    what: `\`--runners\` is \`${runners}\``,
    fix: `pass a number from 1 to ${mostRunners}, which is what a batch of CodeBuild may have`,
  };
}
