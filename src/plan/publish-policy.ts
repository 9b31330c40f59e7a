import { expectedAccount } from '../model/publication.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { baseImages } from './base-images.ts';
import { roleArn, roleOf } from './iam-role.ts';
import { bucketArns, objectArn } from './object-arn.ts';
import type { Statement } from './policy-document.ts';
import { everyReleaseArn, repositoryArn, repositoryArns, stackAccount } from './resource-arn.ts';

/** Allows only what upload and register call, on the repositories, the resource and the model of every release. */
export function publishStatements(listing: ResolvedListing): readonly Statement[] {
  const { productType, artifacts, validation, release, upload } = listing;
  const isTagged = upload.tags.length > 0;
  const resource = productType === 'algorithm' ? 'Algorithm' : 'ModelPackage';
  const model = artifacts.mode === 's3' ? [artifacts.s3Uri] : [];
  return [
    { id: 'LogIn', actions: ['ecr:GetAuthorizationToken', 'sts:GetCallerIdentity'], resources: ['*'] },
    {
      id: 'PushAndScan',
      actions: [...repositoryActions, ...(isTagged ? ['ecr:TagResource'] : [])].sort(),
      resources: repositoryArns(listing),
    },
    // With enhanced scanning, the findings are Amazon Inspector's, which has no permissions for single repositories.
    { id: 'ReadFindings', actions: ['inspector2:ListCoverage', 'inspector2:ListFindings'], resources: ['*'] },
    { id: 'PullBase', actions: pullActions, resources: pulledArns(listing) },
    { id: 'StoreModel', actions: storeActions, resources: model.map((s3Uri) => objectArn(s3Uri, release)) },
    { id: 'FindModel', actions: ['s3:GetBucketLocation', 's3:ListBucket'], resources: bucketArns(model) },
    {
      id: 'Register',
      // Delete, because a resource that failed its validation cannot be changed, only created again.
      actions: [
        ...(isTagged ? ['sagemaker:AddTags'] : []),
        `sagemaker:Create${resource}`,
        `sagemaker:Delete${resource}`,
        `sagemaker:Describe${resource}`,
      ],
      resources: validation ? [everyReleaseArn(listing)] : [],
    },
    {
      id: 'LetSageMakerValidate',
      actions: ['iam:PassRole'],
      resources: validation ? [roleArn(roleOf(validation.role))] : [],
      condition: { StringEquals: { 'iam:PassedToService': 'sagemaker.amazonaws.com' } },
    },
  ];
}

/** The repositories in ECR that a build or a pull reads, besides those of the listing: AWS's, and the seller's own. */
function pulledArns(listing: ResolvedListing): readonly string[] {
  const { base, images, upload } = listing;
  const { made } = base;
  // AWS's registry allows every account to pull; the caller's own policy must allow it too.
  if (made.from === 'container')
    return made.repositories.map((name) => repositoryArn(upload.region, made.account, name));
  const own = made.from === 'seller' ? [images.inference, images.training ?? ''] : baseImages(listing);
  const arns = own.flatMap((image) => ecrRepositoryArn(image, expectedAccount(listing)));
  const pushed = new Set(repositoryArns(listing));
  return [...new Set(arns)].filter((arn) => !pushed.has(arn));
}

/** The repository of an image whose registry is ECR. Another account is one that shares its bases. */
function ecrRepositoryArn(image: string, ours: string | null): readonly string[] {
  const [, account = '', region = '', name = ''] = ecrImage.exec(image) ?? [];
  return name === '' ? [] : [repositoryArn(region, account === ours ? stackAccount : account, name)];
}

const ecrImage = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com\/([^:@]+)/;

/** The actions that pulling an image needs. */
export const pullActions: readonly string[] = [
  'ecr:BatchCheckLayerAvailability',
  'ecr:BatchGetImage',
  'ecr:GetDownloadUrlForLayer',
];

const repositoryActions = [
  ...pullActions,
  'ecr:CompleteLayerUpload',
  'ecr:CreateRepository',
  'ecr:DescribeImageScanFindings',
  'ecr:DescribeImages',
  'ecr:DescribeRepositories',
  'ecr:InitiateLayerUpload',
  'ecr:PutImage',
  'ecr:StartImageScan',
  'ecr:UploadLayerPart',
];

const storeActions = ['s3:GetObject', 's3:ListMultipartUploadParts', 's3:PutObject'];
