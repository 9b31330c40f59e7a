import type { PlannedFile, View } from '../model/file-plan.ts';
import { type KnownError, knownAwsErrors, passingPattern } from '../model/known-errors.ts';
import { knownPushErrors, knownScanErrors } from '../model/known-registry-errors.ts';
import { validationErrorsOf } from '../model/known-validation-errors.ts';
import { isOwnImage } from '../model/own-image.ts';
import {
  absentPattern,
  buildingWords,
  dockerManifest,
  expectedAccount,
  publishedImages,
  publishedModel,
  registrationPlan,
  resourceKinds,
  scannerTemplates,
  settingRanges,
  takenPattern,
  uploadPlan,
} from '../model/publication.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { resourceName } from '../model/resource-name.ts';
import { printed } from './planned.ts';

/** The scripts that upload and register. Without `validation` there is no request, so nothing to register. */
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
    // As JSON: the AWS CLI's short form fails on some characters that a tag may have.
    tags: upload.tags.length > 0 && JSON.stringify(upload.tags.map(([Key, Value]) => ({ Key, Value }))),
    isOwnImage: isOwnImage(listing),
    building: { ...buildingWords(listing) },
    images: publishedImages(listing).map(({ image, repository }) => ({ image, repository })),
    model: model && { ...model },
    plan: uploadPlan(listing),
    openBraces: '{{',
    knownErrors: plain(knownAwsErrors),
    settings,
    account: expectedAccount(listing),
    dockerManifest,
    scannerTemplates,
    passingPattern,
    knownPushErrors: plain(knownPushErrors),
    lasting: knownPushErrors.filter(({ passes }) => !passes).map(({ pattern }) => pattern),
    knownScanErrors: Object.entries(knownScanErrors).map(([state, known]) => ({ state, ...known })),
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
    knownErrors: plain(knownAwsErrors),
    settings,
    account: expectedAccount(listing),
    knownValidationErrors: plain(validationErrorsOf(listing)),
  };
}

const settings = Object.entries(settingRanges).map(([name, range]) => [name, ...range].join(' '));

function plain(knownErrors: readonly KnownError[]): readonly View[] {
  return knownErrors.map(({ pattern, what, fix }) => ({ pattern, what, fix }));
}
