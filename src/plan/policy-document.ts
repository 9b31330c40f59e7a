import type { Json } from '../model/file-plan.ts';

interface Statement {
  readonly id: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly condition?: Json;
}

/** What an identity or a role may do. A statement about nothing is left out. */
export function policyDocument(statements: readonly Statement[]): Json {
  const said = statements.filter(({ resources }) => resources.length > 0);
  return {
    Version: '2012-10-17',
    Statement: said.map(({ id, actions, resources, condition }) => ({
      Sid: id,
      Effect: 'Allow',
      Action: actions,
      Resource: resources,
      ...(condition !== undefined && { Condition: condition }),
    })),
  };
}

/** Lets one service of AWS take the role on. */
export function trustDocument(service: string): Json {
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  };
}

/** One object. Signs that would stand for other texts in a policy are written so that they stand for themselves. */
export function objectArn(s3Uri: string): string {
  const { bucket, key } = s3Place(s3Uri);
  return `arn:aws:s3:::${bucket}/${key.replace(/[*?$]/g, (sign) => `\${${sign}}`)}`;
}

/** Every object whose key begins as the address says: that is what SageMaker reads of an S3 prefix. */
export function objectsArn(s3Uri: string): string {
  return `${objectArn(s3Uri)}*`;
}

/** Every object below a folder: SageMaker puts a slash behind the place of what it writes. */
export function folderArn(s3Uri: string): string {
  return `${objectArn(s3Uri).replace(/\/+$/, '')}/*`;
}

export function bucketArns(s3Uris: readonly string[]): readonly string[] {
  return [...new Set(s3Uris.map((s3Uri) => `arn:aws:s3:::${s3Place(s3Uri).bucket}`))];
}

function s3Place(s3Uri: string): { readonly bucket: string; readonly key: string } {
  const [bucket = '', ...rest] = s3Uri.replace(/^s3:\/\//, '').split('/');
  return { bucket, key: rest.join('/') };
}
