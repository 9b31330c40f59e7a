import type { PlannedFile, View } from '../model/file-plan.ts';
import {
  absentPattern,
  dockerManifest,
  expectedAccount,
  publishedImages,
  publishedModel,
  registrationPlan,
  resourceKinds,
  settingRanges,
  takenPattern,
  uploadPlan,
} from '../model/publication.ts';
import { pushRemedies, scanRemedies } from '../model/registry-remedies.ts';
import { awsRemedies, passingPattern, type Remedy } from '../model/remedies.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { resourceName } from '../model/resource-name.ts';
import { validationRemedies } from '../model/validation-remedies.ts';
import { printed } from './planned.ts';

/** The scripts from the built images to a SageMaker resource. Without `validation` there is no request to register. */
export function planUpload(listing: ResolvedListing): readonly PlannedFile[] {
  const kind = resourceKinds[listing.productType];
  return [
    printed('upload', 'scripts/upload.sh', 'merge', uploadView(listing), 0o755),
    ...(listing.validation
      ? [printed('upload', 'scripts/register.sh', 'merge', registerView(listing, kind), 0o755)]
      : []),
  ];
}

type ResourceKind = (typeof resourceKinds)[keyof typeof resourceKinds];

function uploadView(listing: ResolvedListing): View {
  const { upload, release, validation } = listing;
  const model = publishedModel(listing);
  return {
    region: upload.region,
    release,
    waitMinutes: upload.waitMinutes,
    block: upload.block,
    allow: upload.allow.map(({ id, until }) => ({ id, until })),
    // As JSON, since the AWS CLI stumbles in its own short form over signs that a tag may have.
    tags: upload.tags.length > 0 && JSON.stringify(upload.tags.map(([Key, Value]) => ({ Key, Value }))),
    images: publishedImages(listing).map(({ image, repository }) => ({ image, repository })),
    model: model && { ...model },
    plan: uploadPlan(listing),
    openBraces: '{{',
    remedies: plain(awsRemedies),
    settings,
    account: expectedAccount(listing),
    dockerManifest,
    passingPattern,
    pushRemedies: plain(pushRemedies),
    lasting: pushRemedies.filter(({ passes }) => !passes).map(({ pattern }) => pattern),
    scanRemedies: Object.entries(scanRemedies).map(([state, remedy]) => ({ state, ...remedy })),
    next: validation
      ? 'uploaded and scanned; the next step is scripts/register.sh'
      : 'uploaded and scanned; to register it, add a validation to marketplace.yaml and generate',
  };
}

function registerView(listing: ResolvedListing, kind: ResourceKind): View {
  const [inference, training] = publishedImages(listing);
  return {
    ...kind,
    region: listing.upload.region,
    release: listing.release,
    resourceName: resourceName(listing.name, listing.release),
    inferenceRepository: inference?.repository ?? listing.upload.repository,
    trainingRepository: training?.repository ?? null,
    absentPattern,
    takenPattern,
    plan: registrationPlan(listing),
    remedies: plain(awsRemedies),
    settings,
    account: expectedAccount(listing),
    validationRemedies: plain(validationRemedies),
  };
}

const settings = Object.entries(settingRanges).map(([name, range]) => [name, ...range].join(' '));

function plain(remedies: readonly Remedy[]): readonly View[] {
  return remedies.map(({ pattern, what, fix }) => ({ pattern, what, fix }));
}
