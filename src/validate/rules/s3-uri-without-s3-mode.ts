import type { Rule } from './rule.ts';

/** A bundled model is in the image, so an S3 address would be ignored silently. */
export const s3UriWithoutS3Mode: Rule = {
  code: 's3-uri-without-s3-mode',
  check({ manifest: { artifacts } }) {
    if (artifacts?.mode !== 'bundled' || artifacts.s3Uri === undefined) return [];
    return [
      {
        at: ['artifacts', 's3Uri'],
        atKey: true,
        what: '`artifacts.s3Uri` is given, and `artifacts.mode` is bundled',
        because: 'a bundled model is copied into the image, and nothing would be read from S3',
        fix: 'remove `s3Uri`, or set `mode` to s3',
        related: [
          { at: { path: ['artifacts', 'mode'], target: 'value' }, sentence: 'the model is bundled here' },
        ],
      },
    ];
  },
};
