import type { KnownError } from '../../model/known-errors.ts';
import { validationErrorsOf } from '../../model/known-validation-errors.ts';
import { isOwnImage } from '../../model/own-image.ts';
import { absentPattern, expectedAccount, publishedImages, takenPattern } from '../../model/publication.ts';
import type { ResolvedListing } from '../../model/resolved-listing.ts';
import { resourceName } from '../../model/resource-name.ts';
import { explainRefusal } from '../../publish/explain-refusal.ts';
import { fillRequest } from '../../publish/fill-request.ts';
import { refuseWrongSettings, setting } from '../environment-settings.ts';
import { Refusal } from '../refusal.ts';
import type { Reporter } from '../reporter.ts';
import { asRefusal, must, wordsOf } from './ask-aws.ts';
import { type AwsClients, awsClients } from './aws-clients.ts';
import { findAccount } from './find-account.ts';
import { findRelease } from './find-release.ts';
import { detailKinds, type FoundResource, type ResourceCalls, resourceCalls } from './resource-calls.ts';
import { minutesSince, sleep } from './waiting.ts';

export interface RegisterOptions {
  /** The generated request of the listing. */
  readonly request: string;
  readonly waits: boolean;
  readonly recreates: boolean;
  readonly reporter: Reporter;
}

export interface RegisterResult {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly arn: string;
  readonly state: string;
  readonly details: FoundResource['details'];
}

interface Registration extends RegisterOptions {
  /** Of AWS's validation, with what helps. */
  readonly errors: readonly KnownError[];
  readonly calls: ResourceCalls;
  readonly name: string;
}

/** The steps of `scripts/register.sh`, in the same order and words. A release is never created twice. */
export async function registerListing(
  listing: ResolvedListing,
  options: RegisterOptions,
): Promise<RegisterResult> {
  const { say } = options.reporter;
  const { region } = listing.upload;
  refuseWrongSettings();
  const clients = awsClients(region);
  const account = await findAccount(clients, expectedAccount(listing), say);
  const digests = await digestsOf(listing, clients);
  const name = resourceName(listing.name, listing.release);
  const calls = resourceCalls(clients.sagemaker, listing.productType);
  const registration = { ...options, calls, name, errors: validationErrorsOf(listing) };
  const [inferenceDigest = '', trainingDigest = null] = digests;
  const request = fillRequest(options.request, { account, inferenceDigest, trainingDigest });
  const begun = await findOrCreate(registration, request, digests);
  const isLeft = !options.waits && begun.state !== 'Failed';
  if (isLeft) say(`${name}: ${begun.state}`);
  const { arn, state, details } = isLeft ? begun : await validated(registration);
  return { account, region, name, arn, state, details };
}

async function digestsOf(listing: ResolvedListing, { ecr }: AwsClients): Promise<readonly string[]> {
  const digests: string[] = [];
  for (const { repository } of publishedImages(listing)) {
    const found = await findRelease(ecr, repository, listing.release);
    if (!found)
      throw new Refusal(
        `${repository}:${listing.release} is not in ECR`,
        isOwnImage(listing) ? 'upload it with  sagemaker-mkt upload' : 'upload it with scripts/upload.sh',
      );
    digests.push(found.digest);
  }
  return digests;
}

async function findOrCreate(
  registration: Registration,
  request: string,
  digests: readonly string[],
): Promise<FoundResource> {
  const { name, calls, recreates, reporter } = registration;
  let found = await withoutDeleting(registration);
  if (found?.state === 'Failed' && recreates) {
    await remove(registration);
    found = null;
  }
  const isCreated = !found && (await create(registration, request));
  found ??= await must(`look for ${name}`, calls.find(name));
  if (isCreated) return found;
  refuseOtherImages(name, found, digests);
  reporter.say(`${name}: already exists`);
  return found;
}

/** Whether this run created it: another run may have been faster. AWS reports many validation errors at once. */
async function create({ name, calls, errors, reporter }: Registration, request: string): Promise<boolean> {
  try {
    await calls.create(request);
    reporter.say(`${name}: created`);
    return true;
  } catch (error) {
    if (new RegExp(takenPattern).test(wordsOf(error))) return false;
    throw asRefusal(`create ${name}`, error, errors);
  }
}

function refuseOtherImages(name: string, { images, state }: FoundResource, digests: readonly string[]): void {
  if (digests.every((digest) => images.some((image) => image.includes(digest)))) return;
  const what = `${name} already exists, and was made from another image`;
  throw state === 'Failed'
    ? new Refusal(`${what}, and failed`, 'replace it with --recreate, or raise product.release')
    : new Refusal(what, 'raise product.release in marketplace.yaml, generate, build and upload');
}

async function find({ name, calls }: Registration): Promise<FoundResource | null> {
  try {
    return await calls.find(name);
  } catch (error) {
    if (new RegExp(absentPattern).test(wordsOf(error))) return null;
    throw asRefusal(`look for ${name}`, error);
  }
}

/** Waits while AWS removes a resource, because its name is taken until then. */
async function withoutDeleting(registration: Registration): Promise<FoundResource | null> {
  const { name, reporter } = registration;
  for (let isTold = false; ; isTold = true) {
    const found = await find(registration);
    if (found?.state !== 'Deleting') return found;
    if (!isTold) reporter.say(`${name}: Deleting; its name is in use until AWS has removed it`);
    await sleep(setting('PAUSE_SECONDS', 30));
  }
}

async function remove(registration: Registration): Promise<void> {
  const { name, calls, reporter } = registration;
  await must(`remove ${name}`, calls.remove(name));
  reporter.say(`${name}: the failed one is removed`);
  await withoutDeleting(registration);
}

/** Waits for AWS to validate the resource, and prints the details. */
async function validated({ name, calls, errors, reporter }: Registration): Promise<FoundResource> {
  const { say, still } = reporter;
  const begin = Date.now();
  let found = await must(`look for ${name}`, calls.find(name));
  let before = '';
  while (found.state === 'Pending' || found.state === 'InProgress') {
    if (found.state !== before)
      say(`${name}: ${found.state}; this can take hours, and AWS continues without this script`);
    before = found.state;
    still(`${found.state} for ${minutesSince(begin)}`);
    await sleep(setting('PAUSE_SECONDS', 30));
    found = await must(`look for ${name}`, calls.find(name));
  }
  say(`${name}: ${found.state}`);
  const details = detailKinds.flatMap((kind) => found.details[kind].map((detail) => ({ kind, ...detail })));
  for (const detail of details)
    say(`  ${detail.kind} ${detail.name}: ${detail.state} ${linesOf(detail.reason)}`);
  if (found.state === 'Completed') return found;
  const failed = details.filter(({ state }) => state === 'Failed');
  const said = failed.map(({ reason }) => `${reason ?? '-'} `).join('');
  const known = explainRefusal(errors, said);
  const done = { name, ...found };
  throw known
    ? new Refusal(`cannot have ${name} validated: ${known.what}`, known.fix, said, done)
    : new Refusal(
        `${name} is ${found.state}`,
        'fix the cause that is printed above, and register again with --recreate',
        undefined,
        done,
      );
}

/** A reason may have several lines. */
function linesOf(reason = ''): string {
  return reason.replaceAll('\n', '\n    ');
}
