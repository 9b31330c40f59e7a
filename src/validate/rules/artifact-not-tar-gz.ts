import { valueInWords } from '../../problem/phrasing.ts';
import type { Rule } from './rule.ts';

/** SageMaker unpacks `artifacts.s3Uri` itself, and supports only a gzip-compressed tar. */
export const artifactNotTarGz: Rule = {
  code: 'artifact-not-tar-gz',
  check({ manifest }) {
    const uri = manifest.artifacts?.s3Uri;
    // Another rule reports what is no S3 address at all.
    if (uri === undefined || uri.endsWith('.tar.gz') || !uri.startsWith('s3://')) return [];
    return [
      {
        at: ['artifacts', 's3Uri'],
        what: `\`artifacts.s3Uri\` is ${valueInWords(uri)}, which does not end in .tar.gz`,
        rule: 'SageMaker takes the artifacts of a model package only as one gzip-compressed tar file',
        fix: 'name the file model.tar.gz; the upload script packs `artifacts.path` into it',
      },
    ];
  },
};
