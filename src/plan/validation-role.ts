import type { ResolvedListing, ResolvedValidation } from '../model/resolved-listing.ts';
import { roleOf, type TemplateRole } from './iam-role.ts';
import { bucketArns, folderArn, objectArn, objectsArn } from './object-arn.ts';
import type { Statement } from './policy-document.ts';
import { pullActions } from './publish-policy.ts';
import { repositoryArns, stackAccount } from './resource-arn.ts';

/** The role that the manifest names: the jobs of AWS's validation use it. */
export function validationRole(listing: ResolvedListing, validation: ResolvedValidation): TemplateRole {
  return {
    id: 'ValidationRole',
    role: roleOf(validation.role),
    service: 'sagemaker.amazonaws.com',
    description: 'Runs the jobs with which AWS validates products',
    policy: validationStatements(listing, validation),
  };
}

/** The permissions that a training job and a batch transform need, limited to the addresses of this listing. */
function validationStatements(
  listing: ResolvedListing,
  { transform, training }: ResolvedValidation,
): readonly Statement[] {
  const { artifacts, upload, release } = listing;
  const model = artifacts.mode === 's3' ? [artifacts.s3Uri] : [];
  const inputs = [transform.input, ...Object.values(training?.channels ?? {})];
  const trained = training ? [training.output] : [];
  const outputs = [transform.output, ...trained];
  // The batch transform reads the model that the training job wrote.
  const readable = [
    ...inputs.map((s3Uri) => objectsArn(s3Uri, release)),
    ...model.map((s3Uri) => objectArn(s3Uri, release)),
    ...trained.map((s3Uri) => folderArn(s3Uri, release)),
  ];
  const logs = `arn:aws:logs:${upload.region}:${stackAccount}:log-group:/aws/sagemaker/*`;
  return [
    { id: 'ReadData', actions: ['s3:GetObject'], resources: unique(readable) },
    {
      id: 'FindData',
      actions: ['s3:GetBucketLocation', 's3:ListBucket'],
      resources: bucketArns([...inputs, ...model, ...outputs]),
    },
    {
      id: 'WriteResults',
      actions: ['s3:AbortMultipartUpload', 's3:PutObject'],
      resources: unique(outputs.map((s3Uri) => folderArn(s3Uri, release))),
    },
    { id: 'LogIn', actions: ['ecr:GetAuthorizationToken'], resources: ['*'] },
    { id: 'PullImages', actions: pullActions, resources: repositoryArns(listing) },
    { id: 'WriteLogs', actions: logActions, resources: [logs] },
    { id: 'WriteMetrics', actions: ['cloudwatch:PutMetricData'], resources: ['*'] },
  ];
}

const logActions = [
  'logs:CreateLogGroup',
  'logs:CreateLogStream',
  'logs:DescribeLogStreams',
  'logs:PutLogEvents',
];

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
