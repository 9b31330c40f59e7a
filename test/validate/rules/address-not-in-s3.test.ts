import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a logo that lies elsewhere gets a warning', () => {
  expectProblem(
    'address-not-in-s3',
    modelPackage({ page: 'page: { logo: https://example.com/logo.png, video: https://example.com/v }' }),
    `
    marketplace.yaml:7:15: warning: \`page.logo\` is "https://example.com/logo.png", which is no address in S3 [address-not-in-s3]
      page: { logo: https://example.com/logo.png, video: https://example.com/v }
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      because: AWS Marketplace fetches the logo from a public S3 bucket
      fix: put the file into a bucket that everybody can read, and write its address: https://bucket.s3.amazonaws.com/file
    `,
  );
});

test.each([
  'https://example-bucket.s3.amazonaws.com/a.png',
  'https://example-bucket.s3.eu-west-1.amazonaws.com/a.png',
  'https://s3.us-east-2.amazonaws.com/example-bucket/a.png',
])('%s is in S3', (address) => {
  expectNoProblem(
    'address-not-in-s3',
    modelPackage({ page: `page: { logo: ${address}, eula: ${address} }` }),
  );
});
