import type { PlannedFile, View } from '../model/file-plan.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { resourceName } from '../model/resource-name.ts';
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

const resourceKinds = {
  'model-package': {
    resourceWords: 'model package',
    requestFile: 'marketplace/create-model-package.json',
    createCommand: 'create-model-package',
    describeCommand: 'describe-model-package',
    nameOption: '--model-package-name',
    statusField: 'ModelPackageStatus',
    detailsField: 'ModelPackageStatusDetails',
    arnField: 'ModelPackageArn',
  },
  algorithm: {
    resourceWords: 'algorithm',
    requestFile: 'marketplace/create-algorithm.json',
    createCommand: 'create-algorithm',
    describeCommand: 'describe-algorithm',
    nameOption: '--algorithm-name',
    statusField: 'AlgorithmStatus',
    detailsField: 'AlgorithmStatusDetails',
    arnField: 'AlgorithmArn',
  },
} as const;

function uploadView({ upload, images, release, artifacts }: ResolvedListing): View {
  const inference = { image: images.inference, repository: upload.repository };
  const training =
    images.training !== null && upload.trainingRepository !== null && !images.combined
      ? [{ image: images.training, repository: upload.trainingRepository }]
      : [];
  return {
    region: upload.region,
    release,
    waitMinutes: upload.waitMinutes,
    block: upload.block,
    tags: upload.tags.map(([key, value]) => `Key=${key},Value=${value}`),
    images: [inference, ...training],
    s3Uri: artifacts.mode === 's3' ? artifacts.s3Uri : null,
    modelFolder: artifacts.mode === 's3' ? artifacts.path : null,
  };
}

function registerView(listing: ResolvedListing, kind: ResourceKind): View {
  return {
    ...kind,
    region: listing.upload.region,
    resourceName: resourceName(listing.name, listing.release),
  };
}
