import { pathInWords, valueInWords } from '../../problem/phrasing.ts';
import { characterInWords } from '../character-in-words.ts';
import { type PlacedText, s3UrisOf } from '../manifest-places.ts';
import type { Rule, Violation } from './rule.ts';

/** S3's rules for bucket names (S3 user guide, bucket naming rules). */
const bucketName = /^(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const s3Uri = /^s3:\/\/([^/]*)(?:\/(.*))?$/;

/** Every object in S3 is named as `s3://bucket/key`, the only form that all AWS tools accept. */
export const s3UriSyntax: Rule = {
  code: 's3-uri-syntax',
  check({ manifest }) {
    const isBundled = manifest.artifacts?.mode === 'bundled';
    return s3UrisOf(manifest).flatMap((place) =>
      // A bundled model needs no address; another rule reports one.
      isBundled && place.path[0] === 'artifacts' ? [] : violationsFor(place),
    );
  },
};

function violationsFor(place: PlacedText): Violation[] {
  const fault = faultOf(place);
  return fault ? [{ at: place.path, ...fault }] : [];
}

function faultOf({ path, value }: PlacedText): Omit<Violation, 'at'> | undefined {
  const control = /\p{Cc}/u.exec(value)?.[0];
  if (control !== undefined)
    return {
      what: `${pathInWords(path)} has ${characterInWords(control)} in it`,
      fix: 'write it on one line, without characters that cannot be seen',
    };
  const subject = `${pathInWords(path)} is ${valueInWords(value)}`;
  const [whole, bucket = '', key = ''] = s3Uri.exec(value) ?? [];
  if (whole === undefined)
    return {
      what: `${subject}, which is not of the form s3://bucket/key`,
      fix: `write it as \`${asS3Uri(value, path[0] === 'artifacts') ?? 's3://bucket/key'}\``,
    };
  if (!bucketName.test(bucket))
    return {
      what: `${subject}, and ${valueInWords(bucket)} cannot be the name of a bucket`,
      rule: 'a bucket has 3 to 63 lower-case letters, digits, - and . with a letter or digit at each end',
      fix: 'put the name of your bucket right after s3://',
    };
  // Test data may be a whole bucket; a model is one object. Another rule reports an ending other than .tar.gz.
  if (path[0] !== 'artifacts' || key !== '' || !value.endsWith('.tar.gz')) return undefined;
  return {
    what: `${subject}, which is a bucket without a file in it`,
    fix: 'add the name of the file: `s3://bucket/model.tar.gz`',
  };
}

/** Other forms of S3 addresses that people copy: a web address with the bucket in the host or the path, and an ARN. */
const otherForms = [
  /^https?:\/\/([^/]+?)\.s3[a-z0-9.-]*\.amazonaws\.com\/([^?#]*)/,
  /^https?:\/\/s3[a-z0-9.-]*\.amazonaws\.com\/([^/]+)\/?([^?#]*)/,
  /^arn:aws[a-z-]*:s3:::([^/]+)\/?(.*)/,
  /^s3:\/*([^/]+)\/(.*)/i,
];

function asS3Uri(value: string, isModel: boolean): string | undefined {
  for (const form of otherForms) {
    const [whole, bucket = '', key = ''] = form.exec(value) ?? [];
    if (whole !== undefined && bucketName.test(bucket))
      return `s3://${bucket}/${isModel ? asModel(key) : key}`;
  }
  return undefined;
}

/** A model is one .tar.gz, whatever it was packed as before. */
function asModel(key: string): string {
  if (key.endsWith('.tar.gz')) return key;
  return key === '' || key.endsWith('/')
    ? `${key}model.tar.gz`
    : key.replace(/(?:\.[A-Za-z0-9]+)?$/, '.tar.gz');
}
