import type { Json } from '../model/file-plan.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { resourceName } from '../model/resource-name.ts';

/** What the scripts call, on these repositories and this resource and nothing else. */
export function iamPolicy(listing: ResolvedListing): Json {
  const { upload, productType, artifacts, validation } = listing;
  const repositories = [...new Set([upload.repository, upload.trainingRepository ?? upload.repository])];
  const resource = productType === 'algorithm' ? 'Algorithm' : 'ModelPackage';
  const resourcePath = productType === 'algorithm' ? 'algorithm' : 'model-package';
  return {
    Version: '2012-10-17',
    Statement: [
      statement('LogIn', ['ecr:GetAuthorizationToken', 'sts:GetCallerIdentity'], ['*']),
      statement(
        'PushAndScan',
        repositoryActions,
        repositories.map((name) => `arn:aws:ecr:${upload.region}:ACCOUNT_ID:repository/${name}`),
      ),
      ...pullStatements(listing),
      statement(
        'Register',
        [`sagemaker:Create${resource}`, `sagemaker:Describe${resource}`],
        [
          `arn:aws:sagemaker:${upload.region}:ACCOUNT_ID:${resourcePath}/${resourceName(listing.name, listing.release)}`,
        ],
      ),
      ...(validation ? [statement('LetSageMakerValidate', ['iam:PassRole'], [validation.role])] : []),
      ...(artifacts.mode === 's3'
        ? [
            statement(
              'StoreModel',
              ['s3:PutObject', 's3:GetObject'],
              [artifacts.s3Uri.replace('s3://', 'arn:aws:s3:::')],
            ),
          ]
        : []),
    ],
  };
}

/** AWS's own registry lets everybody pull whose own policy does. */
function pullStatements({ base, upload }: ResolvedListing): readonly Json[] {
  if (base.made.from === 'system') return [];
  const { account, repositories } = base.made;
  const actions = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
  return [
    statement(
      'PullBase',
      actions,
      repositories.map((name) => `arn:aws:ecr:${upload.region}:${account}:repository/${name}`),
    ),
  ];
}

const repositoryActions = [
  'ecr:BatchCheckLayerAvailability',
  'ecr:BatchGetImage',
  'ecr:CompleteLayerUpload',
  'ecr:CreateRepository',
  'ecr:DescribeImageScanFindings',
  'ecr:DescribeImages',
  'ecr:DescribeRepositories',
  'ecr:GetDownloadUrlForLayer',
  'ecr:InitiateLayerUpload',
  'ecr:PutImage',
  'ecr:StartImageScan',
  'ecr:TagResource',
  'ecr:UploadLayerPart',
];

function statement(id: string, actions: readonly string[], resources: readonly string[]): Json {
  return { Sid: id, Effect: 'Allow', Action: actions, Resource: resources };
}
