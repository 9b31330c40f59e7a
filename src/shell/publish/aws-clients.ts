import {
  BatchGetImageCommand,
  CreateRepositoryCommand,
  DescribeImageScanFindingsCommand,
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  GetAuthorizationTokenCommand,
  StartImageScanCommand,
} from '@aws-sdk/client-ecr';
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetBucketLocationCommand,
  HeadObjectCommand,
  ListPartsCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import {
  CreateAlgorithmCommand,
  CreateModelPackageCommand,
  DeleteAlgorithmCommand,
  DeleteModelPackageCommand,
  DescribeAlgorithmCommand,
  DescribeModelPackageCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { namingOperations } from './ask-aws.ts';
import { agentsOfEnvironment, identityOfEnvironment } from './aws-environment.ts';
import { type Calls, operationsOf } from './aws-operations.ts';
import { type Identity, tracingCalls } from './trace-calls.ts';

const ecr = {
  batchGetImage: BatchGetImageCommand,
  createRepository: CreateRepositoryCommand,
  describeImageScanFindings: DescribeImageScanFindingsCommand,
  describeImages: DescribeImagesCommand,
  describeRepositories: DescribeRepositoriesCommand,
  getAuthorizationToken: GetAuthorizationTokenCommand,
  startImageScan: StartImageScanCommand,
};
const s3 = {
  completeMultipartUpload: CompleteMultipartUploadCommand,
  createMultipartUpload: CreateMultipartUploadCommand,
  getBucketLocation: GetBucketLocationCommand,
  headObject: HeadObjectCommand,
  listParts: ListPartsCommand,
  putObject: PutObjectCommand,
  uploadPart: UploadPartCommand,
};
const sagemaker = {
  createAlgorithm: CreateAlgorithmCommand,
  createModelPackage: CreateModelPackageCommand,
  deleteAlgorithm: DeleteAlgorithmCommand,
  deleteModelPackage: DeleteModelPackageCommand,
  describeAlgorithm: DescribeAlgorithmCommand,
  describeModelPackage: DescribeModelPackageCommand,
};
const sts = { getCallerIdentity: GetCallerIdentityCommand };

export type Ecr = Calls<typeof ecr>;
export type S3 = Calls<typeof s3>;
export type SageMaker = Calls<typeof sagemaker>;
export type Sts = Calls<typeof sts>;

export interface AwsClients {
  readonly region: string;
  readonly sts: Sts;
  readonly ecr: Ecr;
  /** Without retries, for errors that the SDK would retry in vain. */
  readonly ecrOnce: Ecr;
  readonly s3: S3;
  /** Addresses a bucket by path, which works in every Region; by host name, only its own Region answers. */
  readonly s3Anywhere: S3;
  readonly sagemaker: SageMaker;
}

/** The services of one Region, with the credentials that the AWS CLI would take. */
export function awsClients(region: string): AwsClients {
  // The timeouts of the AWS CLI. The SDK has none.
  const requestHandler = { connectionTimeout: 60_000, socketTimeout: 60_000, ...agentsOfEnvironment() };
  const settings = { region, maxAttempts: 5, requestHandler, ...identityOfEnvironment() };
  // Checksums only where we ask for them: for the parts of a model and the whole.
  const s3Settings = { ...settings, requestChecksumCalculation: 'WHEN_REQUIRED' } as const;
  return {
    region,
    sts: operationsOf(watched(new STSClient(settings)), sts),
    ecr: operationsOf(watched(new ECRClient(settings)), ecr),
    ecrOnce: operationsOf(watched(new ECRClient({ ...settings, maxAttempts: 1 })), ecr),
    s3: operationsOf(watched(new S3Client(s3Settings)), s3),
    s3Anywhere: operationsOf(watched(new S3Client({ ...s3Settings, forcePathStyle: true })), s3),
    sagemaker: operationsOf(watched(new SageMakerClient(settings)), sagemaker),
  };
}

interface Client {
  readonly config: { credentials(): Promise<Identity> };
  readonly middlewareStack: {
    add(
      middleware: typeof namingOperations | ReturnType<typeof tracingCalls>,
      place: { step: 'initialize' },
    ): void;
  };
}

/** Its errors name their operation, and its calls are in the trace. */
function watched<Kind extends Client>(client: Kind): Kind {
  client.middlewareStack.add(namingOperations, { step: 'initialize' });
  client.middlewareStack.add(
    tracingCalls(() => client.config.credentials()),
    { step: 'initialize' },
  );
  return client;
}
