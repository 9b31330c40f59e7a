import type { Json, PlannedFile } from '../model/file-plan.ts';
import { requestPlaceholders } from '../model/publication.ts';
import type { ResolvedListing, ResolvedValidation } from '../model/resolved-listing.ts';
import { pullActions } from './iam-policy.ts';
import { bucketArns, folderArn, objectArn, objectsArn } from './object-arn.ts';
import { serialised } from './planned.ts';
import { policyDocument, trustDocument } from './policy-document.ts';
import { repositoryArns } from './resource-arn.ts';

/** The role that the manifest names: the jobs of AWS's validation use it. */
export function planValidationRole(
  listing: ResolvedListing,
  validation: ResolvedValidation,
): readonly PlannedFile[] {
  const policy = validationRolePolicy(listing, validation);
  return [
    serialised('marketplace/validation-role-trust.json', 'own', trustDocument('sagemaker.amazonaws.com')),
    serialised('marketplace/validation-role-policy.json', 'own', policy),
  ];
}

/** The permissions that a training job and a batch transform need, limited to the addresses of this listing. */
function validationRolePolicy(listing: ResolvedListing, { transform, training }: ResolvedValidation): Json {
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
  const logs = `arn:aws:logs:${upload.region}:${requestPlaceholders.account}:log-group:/aws/sagemaker/*`;
  return policyDocument([
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
    {
      id: 'WriteMetrics',
      actions: ['cloudwatch:PutMetricData'],
      resources: ['*'],
      condition: { StringLike: { 'cloudwatch:namespace': '/aws/sagemaker/*' } },
    },
  ]);
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

/** The parts of a role's ARN for IAM's commands: the path before the name is `/` for most roles. */
export function roleOf(arn: string): {
  readonly account: string;
  readonly path: string;
  readonly name: string;
} {
  const [, account = '', rest = ''] = /^[^:]*:[^:]*:iam::(\d*):role\/?(.*)$/.exec(arn) ?? [];
  const folders = rest.split('/');
  const name = folders.pop() ?? '';
  return { account, path: `/${folders.map((folder) => `${folder}/`).join('')}`, name };
}
