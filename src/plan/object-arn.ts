/**
 * One object in S3. Signs that would stand for other texts in a policy are written so that they stand for themselves, and
 * where the address says the release, the object of every release is meant: policies last longer than one.
 */
export function objectArn(s3Uri: string, release: string): string {
  const { bucket, key } = s3Place(s3Uri);
  return `arn:aws:s3:::${bucket}/${key.split(sayingOf(release)).map(literal).join('*')}`;
}

/** Every object whose key begins as the address says: that is what SageMaker reads of an S3 prefix. */
export function objectsArn(s3Uri: string, release: string): string {
  return `${objectArn(s3Uri, release).replace(/\*$/, '')}*`;
}

/** Every object below a folder: SageMaker puts a slash behind the place of what it writes. */
export function folderArn(s3Uri: string, release: string): string {
  return `${objectArn(s3Uri, release).replace(/\/+$/, '')}/*`;
}

export function bucketArns(s3Uris: readonly string[]): readonly string[] {
  return [...new Set(s3Uris.map((s3Uri) => `arn:aws:s3:::${s3Place(s3Uri).bucket}`))];
}

/**
 * The release as a word of its own, as it is or as the resource's name spells it, and perhaps with a v: neither the 1 of
 * `team1` nor the 1.0 of `1.0.3`. A release holds letters, digits and `_.-`, of which only the dot is a sign of patterns.
 */
function sayingOf(release: string): RegExp {
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
