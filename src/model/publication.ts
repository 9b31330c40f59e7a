import type { ProductType } from './manifest.ts';
import { isOwnImage } from './own-image.ts';
import type { ResolvedListing } from './resolved-listing.ts';
import { resourceName } from './resource-name.ts';

/** An image of the listing, and its repository in ECR. */
export interface PublishedImage {
  readonly image: string;
  readonly repository: string;
}

/** The inference image, and a separate training image where there is one. */
export function publishedImages({ images, upload }: ResolvedListing): readonly PublishedImage[] {
  const inference = { image: images.inference, repository: upload.repository };
  if (images.combined || images.training === null || upload.trainingRepository === null) return [inference];
  return [inference, { image: images.training, repository: upload.trainingRepository }];
}

/** How an image comes to be here as it has to be: the ends of three messages. */
export interface BuildingWords {
  readonly missing: string;
  readonly otherPlatform: string;
  readonly otherManifest: string;
}

export function buildingWords(listing: ResolvedListing): BuildingWords {
  const store = 'upload with --move-tag; the containerd image store of Docker must be off';
  if (isOwnImage(listing))
    return {
      missing: 'build it, or pull it',
      otherPlatform: 'build it with --platform linux/amd64',
      otherManifest: `build it with --provenance=false and ${store}`,
    };
  const missing = 'build it with scripts/build.sh';
  return { missing, otherPlatform: missing, otherManifest: `build with scripts/build.sh and ${store}` };
}

/** The account of the validation role; null where the manifest names none. */
export function expectedAccount({ validation }: ResolvedListing): string | null {
  return validation && (/^arn:[^:]*:iam::(\d{12}):/.exec(validation.role)?.[1] ?? null);
}

/** A model in S3. */
export interface PublishedModel {
  readonly folder: string;
  readonly s3Uri: string;
  readonly bucket: string;
  readonly key: string;
}

export function publishedModel({ artifacts }: ResolvedListing): PublishedModel | null {
  if (artifacts.mode !== 's3') return null;
  const [bucket = '', ...key] = artifacts.s3Uri.slice('s3://'.length).split('/');
  return { folder: artifacts.path, s3Uri: artifacts.s3Uri, bucket, key: key.join('/') };
}

/** The two kinds of SageMaker resources, with their names in the API and in the AWS CLI. */
export const resourceKinds = {
  'model-package': {
    resourceWords: 'model package',
    requestFile: 'marketplace/create-model-package.json',
    createCommand: 'create-model-package',
    describeCommand: 'describe-model-package',
    deleteCommand: 'delete-model-package',
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
    deleteCommand: 'delete-algorithm',
    nameOption: '--algorithm-name',
    statusField: 'AlgorithmStatus',
    detailsField: 'AlgorithmStatusDetails',
    arnField: 'AlgorithmArn',
  },
} as const satisfies Readonly<Record<ProductType, Readonly<Record<string, string>>>>;

/** The plan of an upload, one line for each step. */
export function uploadPlan(listing: ResolvedListing): readonly string[] {
  const { region } = listing.upload;
  const model = publishedModel(listing);
  const pushes = publishedImages(listing).map(
    ({ image, repository }) =>
      `would push ${image} to the repository ${repository} in ${region}, and have it scanned`,
  );
  return model ? [...pushes, `would pack ${model.folder} and store it as ${model.s3Uri}`] : pushes;
}

/** The plan of a registration. */
export function registrationPlan({ name, release, productType, upload }: ResolvedListing): string {
  const { resourceWords, requestFile } = resourceKinds[productType];
  const resource = `${resourceWords} ${resourceName(name, release)}`;
  return `would create ${resource} in ${upload.region} from ${requestFile}, and wait until AWS has validated it`;
}

/** Matches the error for a missing resource. SageMaker has one error code for everything. */
export const absentPattern = 'does not exist|ould not find|not found|annot find';

/** Matches the error for an existing resource: another run was faster, or a retry followed a lost answer. */
export const takenPattern = 'already exist';

/** The values that `register` fills in. A combined image uses the first digest for both roles. */
export const requestPlaceholders = {
  account: 'ACCOUNT_ID',
  inferenceDigest: 'INFERENCE_IMAGE_DIGEST',
  trainingDigest: 'TRAINING_IMAGE_DIGEST',
} as const;

/** Programs that scan an image on this machine. */
export type Scanner = 'trivy' | 'grype';

/**
 * Go templates by which they print what the script reads: a row for each finding with severity, finding, package, version,
 * fixed in and link, and then the word `whole`. They name what the JSON of both has.
 */
export const scannerTemplates: Readonly<Record<Scanner, string>> = {
  trivy: `{{range .}}{{range .Vulnerabilities}}${rowOf(
    '.Severity',
    '.VulnerabilityID',
    '.PkgName',
    'or .InstalledVersion "-"',
    'or .FixedVersion "-"',
    'or .PrimaryURL "-"',
  )}{{end}}{{end}}whole`,
  grype: `{{range .Matches}}{{$id := .Vulnerability.ID}}{{$cves := list}}{{range .RelatedVulnerabilities}}{{if hasPrefix "CVE-" .ID}}{{$cves = append $cves .ID}}{{end}}{{end}}{{if eq (len $cves) 1}}{{$id = index $cves 0}}{{end}}${rowOf(
    'upper .Vulnerability.Severity',
    '$id',
    '.Artifact.Name',
    'or .Artifact.Version "-"',
    'or (join ", " .Vulnerability.Fix.Versions) "-"',
    'or .Vulnerability.DataSource "-"',
  )}{{end}}whole`,
};

function rowOf(...fields: readonly string[]): string {
  return `${fields.map((field) => `{{${field}}}`).join('{{"\\t"}}')}{{"\\n"}}`;
}

/** The only image manifest type that SageMaker accepts. */
export const dockerManifest = 'application/vnd.docker.distribution.manifest.v2+json';

/** Environment variables that take an integer, with minimum and maximum. S3 accepts no smaller part. */
export const settingRanges = {
  ENGINE_SECONDS: [1, 1_000_000],
  PAUSE_SECONDS: [0, 86_400],
  MULTIPART_ABOVE: [0, 2_000_000_000],
  PART_BYTES: [5_242_880, 2_000_000_000],
} as const;
