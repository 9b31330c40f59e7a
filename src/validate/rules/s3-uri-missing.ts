import type { Rule } from './rule.ts';

/** Artifacts that are not in the image need an address that SageMaker can fetch them from. */
export const s3UriMissing: Rule = {
  code: 's3-uri-missing',
  check({ manifest: { artifacts }, attempted }) {
    const isMissing = artifacts?.s3Uri === undefined && !attempted.has('artifacts.s3Uri');
    if (artifacts?.mode !== 's3' || !isMissing) return [];
    return [
      {
        at: ['artifacts', 'mode'],
        what: '`artifacts.mode` is s3, and `artifacts.s3Uri` is missing',
        because: 'the request names the archive that SageMaker unpacks into /opt/ml/model',
        fix: 'add `s3Uri: s3://bucket/model.tar.gz` under `artifacts`, or set `mode` to bundled',
      },
    ];
  },
};
