import type { Json } from '../model/file-plan.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { bucketArns, objectArn } from './object-arn.ts';
import { policyDocument } from './policy-document.ts';
import { everyReleaseArn, repositoryArns } from './resource-arn.ts';

/** Allows only what upload and register call, on the repositories, the resource and the model of every release. */
export function iamPolicy(listing: ResolvedListing): Json {
  const { productType, artifacts, validation, release, upload } = listing;
  const isTagged = upload.tags.length > 0;
  const resource = productType === 'algorithm' ? 'Algorithm' : 'ModelPackage';
  const model = artifacts.mode === 's3' ? [artifacts.s3Uri] : [];
  return policyDocument([
    { id: 'LogIn', actions: ['ecr:GetAuthorizationToken', 'sts:GetCallerIdentity'], resources: ['*'] },
    {
      id: 'PushAndScan',
      actions: [...repositoryActions, ...(isTagged ? ['ecr:TagResource'] : [])].sort(),
      resources: repositoryArns(listing),
    },
    // With enhanced scanning, the findings are Amazon Inspector's, which has no permissions for single repositories.
    { id: 'ReadFindings', actions: ['inspector2:ListCoverage', 'inspector2:ListFindings'], resources: ['*'] },
    { id: 'PullBase', actions: pullActions, resources: containerArns(listing) },
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
      resources: validation ? [validation.role] : [],
      condition: { StringEquals: { 'iam:PassedToService': 'sagemaker.amazonaws.com' } },
    },
  ]);
}

/** AWS's registry allows every account to pull; the caller's own policy must allow it too. */
function containerArns({ base, upload }: ResolvedListing): readonly string[] {
  if (base.made.from !== 'container') return [];
  const { account, repositories } = base.made;
  return repositories.map((name) => `arn:aws:ecr:${upload.region}:${account}:repository/${name}`);
}

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
