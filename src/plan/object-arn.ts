/**
 * One object in S3. Wildcards and `$` in the key are escaped. Where the address contains the release, the ARN means the
 * object of every release, because a policy is used for more than one.
 */
export function objectArn(s3Uri: string, release: string): string {
  const { bucket, key } = s3Place(s3Uri);
  return `arn:aws:s3:::${bucket}/${key.split(releasePattern(release)).map(literal).join('*')}`;
}

/** Every object whose key begins with the address: SageMaker reads all of them for an S3 prefix. */
export function objectsArn(s3Uri: string, release: string): string {
  return `${objectArn(s3Uri, release).replace(/\*$/, '')}*`;
}

/** Every object below a folder: SageMaker adds a slash to an output address. */
export function folderArn(s3Uri: string, release: string): string {
  return `${objectArn(s3Uri, release).replace(/\/+$/, '')}/*`;
}

export function bucketArns(s3Uris: readonly string[]): readonly string[] {
  return [...new Set(s3Uris.map((s3Uri) => `arn:aws:s3:::${s3Place(s3Uri).bucket}`))];
}

/**
 * Finds the release as a separate word, in its own spelling or in that of the resource name, with or without a v: not
 * the 1 of `team1` and not the 1.0 of `1.0.3`. A release has letters, digits and `_.-`, so only the dot needs escaping.
 */
function releasePattern(release: string): RegExp {
  const spellings = [release.replaceAll('.', '\\.'), release.replaceAll(/[^a-zA-Z0-9]+/g, '-')];
  return new RegExp(`(?<=(?:^|[^a-zA-Z0-9])v?)(?<!\\d\\.)(?:${spellings.join('|')})(?![a-zA-Z0-9]|\\.\\d)`);
}

function literal(text: string): string {
  return text.replace(/[*?$]/g, (sign) => `\${${sign}}`);
}

function s3Place(s3Uri: string): { readonly bucket: string; readonly key: string } {
  const [bucket = '', ...rest] = s3Uri.replace(/^s3:\/\//, '').split('/');
  return { bucket, key: rest.join('/') };
}
