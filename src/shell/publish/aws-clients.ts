import { ECR } from '@aws-sdk/client-ecr';
import { S3 } from '@aws-sdk/client-s3';
import { SageMaker } from '@aws-sdk/client-sagemaker';
import { STS } from '@aws-sdk/client-sts';
import { namingOperations } from './ask-aws.ts';
import { agentsOfEnvironment, identityOfEnvironment } from './aws-environment.ts';

export interface AwsClients {
  readonly region: string;
  readonly sts: STS;
  readonly ecr: ECR;
  /** Without retries, for errors that the SDK would retry in vain. */
  readonly ecrOnce: ECR;
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
  const clients: AwsClients = {
    region,
    sts: new STS(settings),
    ecr: new ECR(settings),
    ecrOnce: new ECR({ ...settings, maxAttempts: 1 }),
    s3: new S3(s3Settings),
    s3Anywhere: new S3({ ...s3Settings, forcePathStyle: true }),
    sagemaker: new SageMaker(settings),
  };
  const place = { step: 'initialize' } as const;
  clients.sts.middlewareStack.add(namingOperations, place);
  clients.ecr.middlewareStack.add(namingOperations, place);
  clients.ecrOnce.middlewareStack.add(namingOperations, place);
  clients.s3.middlewareStack.add(namingOperations, place);
  clients.s3Anywhere.middlewareStack.add(namingOperations, place);
  clients.sagemaker.middlewareStack.add(namingOperations, place);
  return clients;
}
