import { type Aws, startAws } from './aws.ts';
import { algorithm, modelPackage } from './expect-problems.ts';
import { generatedFolder } from './listing-folder.ts';
import { type Front, publishStep } from './publish-step.ts';
import type { Ran } from './run-bin.ts';

export const region = 'us-east-2';
const bucket = 's3://example-bucket';

const transform = `transform: { input: ${bucket}/in/, output: ${bucket}/out/, contentType: text/csv }`;
const role = 'role: arn:aws:iam::123456789012:role/SageMakerValidation';
const training = `training: { channels: { train: ${bucket}/train/ }, output: ${bucket}/model/ }`;
const tags = 'upload: { tags: { team: risk } }';

export const registrable = {
  'a model package': modelPackage({ validation: `validation: { ${role}, ${transform} }`, upload: tags }),
  'an algorithm': algorithm({
    validation: `validation: { ${role}, ${transform}, ${training} }`,
    upload: tags,
  }),
};

export interface Uploaded {
  readonly aws: Aws;
  readonly folder: string;
  readonly digests: readonly string[];
}

/** A listing whose images are in ECR. */
export async function uploaded(yaml: string): Promise<Uploaded> {
  const aws = await startAws();
  const folder = generatedFolder(yaml);
  const digests = [await aws.addImage('churn-scorer', '0.1.0', { region })];
  if (yaml.includes('algorithm'))
    digests.push(await aws.addImage('churn-scorer-training', '0.1.0', { region }));
  return { aws, folder, digests };
}

export function register(aws: Aws, folder: string, front: Front, words: readonly string[] = []): Ran {
  return publishStep(front, 'register', folder, words, aws.environment);
}
