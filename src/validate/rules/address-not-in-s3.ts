import { pathInWords, valueInWords } from '../../problem/phrasing.ts';
import { addressesOf } from '../page-places.ts';
import type { Rule } from './rule.ts';

const inS3 = /^https:\/\/(?:[^/]+\.)?s3[a-z0-9.-]*\.amazonaws\.com\//;

/** AWS takes logo and licence from a public S3 bucket (Catalog API, read 2026-11-29). */
export const addressNotInS3: Rule = {
  code: 'address-not-in-s3',
  check({ manifest }) {
    return addressesOf(manifest).flatMap(({ path, value, use }) =>
      (use === 'logo' || use === 'licence') && /^https:/.test(value) && !inS3.test(value)
        ? [
            {
              at: path,
              severity: 'warning' as const,
              what: `${pathInWords(path)} is ${valueInWords(value)}, which is no address in S3`,
              because: `AWS Marketplace fetches the ${use} from a public S3 bucket`,
              fix: 'put the file into a bucket that everybody can read, and write its address: https://bucket.s3.amazonaws.com/file',
            },
          ]
        : [],
    );
  },
};
