import fc from 'fast-check';
import { expect, test } from 'vitest';
import { redactor } from '../../src/publish/redact.ts';

const { text, value } = redactor(new Set(['hunter2-hunter2', 'short', 'hunter2-hunter2-long']), '/home/jane');

test('a secret that is known is nowhere, inside other words either', () => {
  expect(text('x-hunter2-hunter2-long-y hunter2-hunter2')).toBe('x-***-y ***');
  expect(JSON.stringify(value({ a: [{ 'hunter2-hunter2': 'b hunter2-hunter2' }] }))).toBe(
    '{"a":[{"***":"b ***"}]}',
  );
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      expect(JSON.stringify(value({ a: `${before}hunter2-hunter2${after}` }))).not.toContain(
        'hunter2-hunter2',
      );
    }),
  );
});

test.each([
  ['account 123456789012, Region us-east-2', 'account ********9012, Region us-east-2'],
  ['arn:aws:iam::123456789012:role/a', 'arn:aws:iam::********9012:role/a'],
  ['123456789012.dkr.ecr.us-east-2.amazonaws.com/a:1', '********9012.dkr.ecr.us-east-2.amazonaws.com/a:1'],
  ['my-bucket-123456789012', 'my-bucket-********9012'],
  [`sha256:${'123456789012'.repeat(5)}abcd`, `sha256:${'123456789012'.repeat(5)}abcd`],
  ['1764589200000 ms', '1764589200000 ms'],
  [
    'https://b.s3.amazonaws.com/k?X-Amz-Credential=AKIA&X-Amz-Signature=0f1e see',
    'https://b.s3.amazonaws.com/k?*** see',
  ],
  ['http://jane:pass@proxy.example.com:3128/a', 'http://***@proxy.example.com:3128/a'],
  ['http://jane:p@ss@proxy.example.com:3128/a', 'http://***@proxy.example.com:3128/a'],
  ['npm_config__authToken=abc MODE=quick', 'npm_config__authToken=*** MODE=quick'],
  ['aws_secret_access_key = wJalrXUtnFEMI/K7MDENG', 'aws_secret_access_key = ***'],
  ['{"password":"a, \\"b","user":"jane"}', '{"password":"***","user":"jane"}'],
  ['arn:aws:secretsmanager:us-east-2::secret/a', 'arn:aws:secretsmanager:us-east-2::secret/a'],
  ['AWS4-HMAC-SHA256 Credential=AKIAX/2026, Signature=abc', 'AWS4-HMAC-SHA256 Credential=***, Signature=***'],
  ['x-amz-security-token:FwoGZXIvYXdz', 'x-amz-security-token:***'],
  ['Authorization: Bearer abc.def-ghi', 'Authorization: Bearer ***'],
  ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln', '***'],
  ['AKIAIOSFODNN7EXAMPLE and AROAIOSFODNN7EXAMPLE:jane', 'AKIA*** and AROA***:jane'],
  ['/home/jane/listings/churn', '~/listings/churn'],
  [`a ${'Zm9v'.repeat(40)} b`, 'a *** b'],
])('%s is written as %s', (before, after) => {
  expect(text(before)).toBe(after);
});

test('members that hold secrets, or bytes, or the seller’s own values, are not written', () => {
  expect(
    value({
      authorizationData: [{ authorizationToken: 'abc', proxyEndpoint: 'https://123456789012.dkr.ecr' }],
      Body: new Uint8Array(7),
      UserId: 'AROA:jane',
      Environment: { DB_PASSWORD: 'x', MODE: 'quick' },
      Containers: [{ Image: 'a', Environment: { A: 'b' } }],
      Metadata: { note: 'mine' },
      expiresAt: { toISOString: () => '2026-12-01T00:00:00Z' },
      stream: new (class Stream {})(),
      nothing: undefined,
      Account: 123456789012,
    }),
  ).toEqual({
    authorizationData: '***',
    Body: '(7 bytes)',
    UserId: '***',
    Environment: { DB_PASSWORD: '***', MODE: '***' },
    Containers: [{ Image: 'a', Environment: { A: '***' } }],
    Metadata: { note: '***' },
    expiresAt: '2026-12-01T00:00:00Z',
    stream: '(an object)',
    Account: '********9012',
  });
});

test('long texts and lists are cut', () => {
  expect(text('x y '.repeat(300))).toMatch(/… \(1200 characters\)$/);
  expect(value({ list: Array.from({ length: 23 }, (_, index) => index) })).toEqual({
    list: [...Array.from({ length: 20 }, (_, index) => index), '… 3 more'],
  });
});
