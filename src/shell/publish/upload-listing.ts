import { buildingWords, expectedAccount, publishedImages, publishedModel } from '../../model/publication.ts';
import type { ResolvedListing } from '../../model/resolved-listing.ts';
import { countRefused, type JudgedFinding, judgeFindings } from '../../publish/judge-findings.ts';
import { printFindings } from '../../publish/print-findings.ts';
import { type ContainerEngine, findEngine, findImage } from '../engine/container-engine.ts';
import { refuseWrongSettings } from '../environment-settings.ts';
import { Refusal } from '../refusal.ts';
import type { Reporter } from '../reporter.ts';
import { today } from '../today.ts';
import { must } from './ask-aws.ts';
import { type AwsClients, awsClients } from './aws-clients.ts';
import { findAccount } from './find-account.ts';
import { judgeHere } from './judge-here.ts';
import { type PublishedRelease, publishImage } from './publish-image.ts';
import { logIn, type RegistryLogin } from './registry-login.ts';
import { readFindings, type ScannedImage, startScan, waitForScan } from './scan-image.ts';
import { type ModelStorage, type StoredModel, storeModel } from './store-model.ts';
import { makeWorkFolder } from './work-folder.ts';

export interface UploadOptions {
  /** The listing's folder. */
  readonly folder: string;
  readonly movesTag: boolean;
  /** What makes a missing image, where it is not the usual. */
  readonly howToBuild?: string | undefined;
  /** The program that keeps the registry's password for the engine. */
  readonly keeper: string;
  readonly reporter: Reporter;
}

export interface UploadResult {
  readonly account: string;
  readonly region: string;
  readonly images: readonly UploadedImage[];
  readonly model: StoredModel | null;
}

export interface UploadedImage extends PublishedRelease {
  /** With registry and digest: what a request to SageMaker names. */
  readonly uri: string;
  readonly findings: readonly JudgedFinding[];
}

/** The steps of `scripts/upload.sh`, in the same order and words. Finished steps are not repeated. */
export async function uploadListing(listing: ResolvedListing, options: UploadOptions): Promise<UploadResult> {
  refuseWrongSettings();
  const work = makeWorkFolder();
  try {
    return await uploadFrom(work.path, listing, options);
  } finally {
    work.remove();
  }
}

async function uploadFrom(
  work: string,
  listing: ResolvedListing,
  options: UploadOptions,
): Promise<UploadResult> {
  const { say } = options.reporter;
  const { region } = listing.upload;
  const engine = await findEngine();
  const images = publishedImages(listing);
  const building = buildingWords(listing);
  const missing = options.howToBuild ?? building.missing;
  for (const { image } of images) await findImage(engine, image, { ...building, missing });
  await judgeHere(listing, engine, say);
  const clients = awsClients(region);
  const account = await findAccount(clients, expectedAccount(listing), say);
  const registry = `${account}.dkr.ecr.${region}.amazonaws.com`;
  const published = await publishAll(listing, { clients, engine, registry, work }, options);
  const scans = published.map((image) => {
    return { ...image, scan: { ...image, clients, shown: `${image.repository}:${listing.release}` } };
  });
  for (const { scan } of scans) await startScan(scan);
  const model = await storeModelOf(listing, { clients, work, owner: account }, options);
  const uploaded: UploadedImage[] = [];
  for (const { scan, ...image } of scans) {
    const uri = `${registry}/${image.repository}@${image.digest}`;
    uploaded.push({ ...image, uri, findings: await judge(listing, scan, options.reporter) });
  }
  const result = { account, region, model, images: uploaded };
  refuseFindings(result);
  return result;
}

interface Destination {
  readonly clients: AwsClients;
  readonly engine: ContainerEngine;
  readonly registry: string;
  readonly work: string;
}

async function publishAll(
  listing: ResolvedListing,
  destination: Destination,
  { movesTag, keeper, reporter }: UploadOptions,
): Promise<readonly PublishedRelease[]> {
  const { clients, engine, registry, work } = destination;
  let login: RegistryLogin | undefined;
  const publication = {
    ...destination,
    release: listing.release,
    tags: listing.upload.tags,
    movesTag,
    building: buildingWords(listing),
    say: reporter.say,
    login: async () => {
      login ??= await logIn(engine, { registry, ...(await passwordOf(clients)) }, { keeper, work });
      return login;
    },
  };
  try {
    const published: PublishedRelease[] = [];
    for (const image of publishedImages(listing)) published.push(await publishImage(publication, image));
    return published;
  } finally {
    login?.end();
  }
}

async function passwordOf({ ecr }: AwsClients) {
  const { authorizationData } = await must('get the password of the registry', ecr.getAuthorizationToken({}));
  const token = Buffer.from(authorizationData?.[0]?.authorizationToken ?? '', 'base64').toString();
  const colon = token.indexOf(':');
  return { user: token.slice(0, colon), password: token.slice(colon + 1) };
}

async function storeModelOf(
  listing: ResolvedListing,
  place: Pick<ModelStorage, 'clients' | 'work' | 'owner'>,
  options: UploadOptions,
): Promise<StoredModel | null> {
  const model = publishedModel(listing);
  return model && storeModel({ ...options, ...place, say: options.reporter.say, model });
}

async function judge(
  { upload }: ResolvedListing,
  image: ScannedImage,
  reporter: Reporter,
): Promise<readonly JudgedFinding[]> {
  await waitForScan(image, upload.waitMinutes, reporter);
  const judged = judgeFindings(await readFindings(image), { ...upload, today: today() });
  if (judged.length > 0) reporter.say(printFindings(judged).trimEnd());
  return judged;
}

function refuseFindings(result: UploadResult): void {
  const refused = result.images.flatMap(({ repository, findings }) => countRefused(findings, repository));
  if (refused.length === 0) return;
  throw new Refusal(
    `the scan found vulnerabilities that marketplace.yaml does not allow: ${refused.join(', ')}`,
    'update the base or the packages, raise product.release, build and upload; upload.scan.allow lets a false finding through',
    undefined,
    result,
  );
}
