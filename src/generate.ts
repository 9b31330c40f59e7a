import { type MergeInputs, mergeTrees } from './merge/merge-trees.ts';
import type { Answers } from './model/answers.ts';
import type { ChangeSet } from './model/change-set.ts';
import type { CiSetup } from './model/ci-setup.ts';
import type { FileTree, RelPath } from './model/file-tree.ts';
import type { ListingIdentity, ListingReport } from './model/listing-report.ts';
import type { Manifest } from './model/manifest.ts';
import type { ManifestTree } from './model/manifest-tree.ts';
import type { LocatedProblem } from './model/problem.ts';
import type { ResolvedListing } from './model/resolved-listing.ts';
import { manifestView } from './plan/manifest-view.ts';
import { planCi } from './plan/plan-ci.ts';
import { planFiles } from './plan/plan-files.ts';
import { planRequirements } from './plan/plan-project.ts';
import { unusedFiles } from './plan/unused-files.ts';
import type { Prepared } from './prepare.ts';
import { distinctProblems } from './problem/distinct-problems.ts';
import { sortProblems } from './problem/print-problems.ts';
import { composeManifest, type ManifestFiles } from './read/compose-manifest.ts';
import { listingIdentity } from './read/listing-identity.ts';
import { locateProblem } from './read/locate.ts';
import { type UpgradedFile, upgradeManifest } from './read/upgrade-manifest.ts';
import { printTemplate, renderFiles } from './render/render-files.ts';
import { type FleetPageOptions, fleetPage } from './report/fleet-page.ts';
import { rehearsalPage } from './report/rehearsal-page.ts';
import type { RehearsedListing } from './report/rehearsed-listing.ts';
import type { Choice } from './resolve/choice.ts';
import { resolveListing } from './resolve/resolve-listing.ts';
import { validateManifest } from './validate/validate-manifest.ts';
import { validateTeamFile } from './validate/validate-team-file.ts';

export interface ValidatedListing {
  /** Present when the manifest itself has no error; a policy may still refuse it. */
  readonly manifest?: Manifest;
  readonly tree?: ManifestTree;
  readonly problems: readonly LocatedProblem[];
}

/** read → validate: the manifest, and all its problems. */
export function validateListing(prepared: Prepared, entry: string, files: ManifestFiles): ValidatedListing {
  if (files.get(entry)?.policies?.includes(entry)) return { problems: validateTeam(prepared, entry, files) };
  const composed = composeManifest(entry, files);
  if (!composed.ok) return { problems: sortProblems(composed.reason) };
  const tree = composed.value;
  const { manifest, problems } = validateManifest(tree, prepared);
  const located = sortProblems(problems.map((problem) => locateProblem(tree, problem)));
  return { tree, problems: located, ...(manifest && { manifest }) };
}

export interface ExplainedListing extends ValidatedListing {
  /** Present as the manifest is: all values, with the reasons for defaults. */
  readonly resolved?: Choice<ResolvedListing>;
}

/** read → validate → resolve: the manifest with all defaults, or its problems. */
export function explainListing(prepared: Prepared, entry: string, files: ManifestFiles): ExplainedListing {
  const validated = validateListing(prepared, entry, files);
  const { manifest, tree } = validated;
  if (!manifest || !tree) return validated;
  return { ...validated, resolved: resolveListing(manifest, prepared.catalogue) };
}

export interface RenderedListing {
  /** Present when no problem is an error: every file of the listing. */
  readonly rendered?: {
    readonly listing: ResolvedListing;
    readonly files: FileTree;
    readonly keep: readonly string[];
    readonly unused: readonly RelPath[];
  };
  /** Present when nothing but a policy refuses it. */
  readonly refused?: ResolvedListing;
  /** Absent where the manifest cannot be read. */
  readonly identity?: ListingIdentity;
  readonly tree?: ManifestTree;
  readonly problems: readonly LocatedProblem[];
}

/** read → validate → resolve → plan → render: the whole listing as a value. */
export function renderListing(prepared: Prepared, entry: string, manifests: ManifestFiles): RenderedListing {
  const { resolved, tree, ...checked } = explainListing(prepared, entry, manifests);
  const told = { problems: checked.problems, ...(tree && { tree, identity: listingIdentity(tree) }) };
  if (!resolved) return told;
  const listing = resolved.value;
  if (told.problems.some(({ severity }) => severity === 'error')) return { refused: listing, ...told };
  const files = renderFiles(planFiles(listing, prepared), prepared.sources);
  return { ...told, rendered: { listing, files, keep: listing.keep, unused: unusedFiles(listing) } };
}

export interface UpgradedListing {
  /** The files to write; empty where all are current, or where there are problems. */
  readonly upgraded: readonly UpgradedFile[];
  readonly problems: readonly LocatedProblem[];
}

/** read → validate: upgrades an old manifest and what it extends, or says why the result would be invalid. */
export function upgradeListing(prepared: Prepared, entry: string, files: ManifestFiles): UpgradedListing {
  const { upgraded, files: asUpgraded, problems } = upgradeManifest(entry, files);
  if (problems.length > 0 || upgraded.length === 0) return { upgraded: [], problems: sortProblems(problems) };
  const faults = validateUpgraded(prepared, entry, asUpgraded).filter(({ severity }) => severity === 'error');
  return faults.length > 0 ? { upgraded: [], problems: faults } : { upgraded, problems: [] };
}

/** A file without a product is a team file that listings extend; it need not be complete. */
function validateUpgraded(
  prepared: Prepared,
  entry: string,
  files: ManifestFiles,
): readonly LocatedProblem[] {
  const composed = composeManifest(entry, files);
  if (!composed.ok || composed.value.root.entries.has('product'))
    return validateListing(prepared, entry, files).problems;
  return validateTeam(prepared, entry, files);
}

/** The shape of a file that is no manifest: a policy file, or one that listings extend. */
function validateTeam(prepared: Prepared, entry: string, files: ManifestFiles): readonly LocatedProblem[] {
  const composed = composeManifest(entry, files);
  if (!composed.ok) return sortProblems(composed.reason);
  const tree = composed.value;
  const problems = validateTeamFile(tree, prepared);
  return sortProblems(distinctProblems(problems.map((problem) => locateProblem(tree, problem))));
}

/** The commented manifest that a new listing starts with. */
export function draftManifest(prepared: Prepared, answers: Answers): string {
  return printTemplate(
    'manifest/marketplace.yaml',
    manifestView(answers, prepared.version),
    prepared.sources,
  );
}

/** requirements.txt as it is generated, which ends where the seller's lines begin. */
export function requirementsText(prepared: Prepared, listing: ResolvedListing): string | undefined {
  const content = planRequirements(listing)[0]?.content;
  if (content?.kind !== 'template') return undefined;
  return printTemplate(content.template, content.view, prepared.sources);
}

/** The credential helper for a container engine; `scripts/upload.sh` contains the same program. */
export function passwordKeeper({ sources }: Prepared): string {
  return printTemplate('upload/parts/password-keeper.sh', {}, sources);
}

/** plan → render: the files of a repository's CI. */
export function renderCi(prepared: Prepared, setup: Omit<CiSetup, 'version'>): FileTree {
  return renderFiles(planCi({ ...setup, version: prepared.version }), prepared.sources);
}

/** merge: the changes of a run to the listing's folder. */
export function mergeListing(inputs: MergeInputs): ChangeSet {
  return mergeTrees(inputs);
}

/** The report page of all listings of a run. */
export function printFleetPage(
  prepared: Prepared,
  reports: readonly ListingReport[],
  sha256: FleetPageOptions['sha256'],
): string {
  return fleetPage(reports, {
    sha256,
    today: prepared.today,
    generator: prepared.version,
    style: pageParts(prepared, ['page.css', 'code.css', 'listings.css', 'cards.css', 'print.css']),
    script: pageParts(prepared, ['fleet.js']),
  });
}

/** The report page of a rehearsal. */
export function printRehearsalPage(
  prepared: Prepared,
  listings: readonly RehearsedListing[],
  sha256: FleetPageOptions['sha256'],
): string {
  return rehearsalPage(listings, {
    sha256,
    today: prepared.today,
    generator: prepared.version,
    style: pageParts(prepared, ['page.css', 'code.css', 'rehearsal.css', 'plots.css']),
  });
}

function pageParts({ page }: Prepared, names: readonly string[]): string {
  const texts = names.map((name) => {
    const text = page.get(name);
    if (text === undefined) throw new Error(`the package has no ${name}`);
    return text;
  });
  return texts.join('');
}

export { printLock, readLock } from './merge/lock-text.ts';
export { dockerIgnore } from './plan/docker-patterns.ts';
export { copiesAll, dockerfileCopies } from './plan/dockerfile-copies.ts';
export { frameworkFilesFor, frameworkFilesOf } from './plan/framework-files.ts';
export { type ImageCopy, imageCopies, imageFolder } from './plan/image-copies.ts';
export { nextSteps } from './plan/next-steps.ts';
export { codebuildBatch, foldersOf, githubMatrix, imagesOf, planJobs } from './plan/plan-matrix.ts';
export { modelNote, noteName } from './plan/plan-model.ts';
export { recordSampleFor, sampleFor } from './plan/sample-for.ts';
// For the shell, which imports no step itself.
export { type PackageData, type Prepared, prepare } from './prepare.ts';
export type { LinkedFile, ManifestFiles } from './read/compose-manifest.ts';
export { locateProblem } from './read/locate.ts';
export { type LoadedFile, largestManifestBytes, parseManifestFile } from './read/parse-manifest-file.ts';
export { plainYaml } from './read/plain-yaml.ts';
export { saidValues } from './read/said-values.ts';
export type { UpgradedFile } from './read/upgrade-manifest.ts';
