import { expect, test } from 'vitest';
import type { ImageScene } from '../../src/rehearse/check.ts';
import { baseScannable } from '../../src/rehearse/checks/base-scannable.ts';
import type { ImageFacts } from '../../src/rehearse/stage.ts';
import { resolveText } from '../support/build-listing.ts';
import { ownImage } from '../support/expect-problems.ts';

function look(...images: readonly Partial<ImageFacts>[]) {
  if (baseScannable.phase !== 'image') throw new Error('it looks at no images');
  const facts = images.map((image) => ({ name: 'my-image:1', files: ['bin/sh'], ...image }));
  return baseScannable.look({ listing: resolveText(ownImage()), images: facts } as unknown as ImageScene);
}

/** As the systems' own files say it, without the lines that nobody reads here. */
const texts = {
  debian:
    'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\nID=debian\n',
  buster: 'PRETTY_NAME="Debian GNU/Linux 10 (buster)"\nVERSION_ID="10"\nID=debian\n',
  amazon:
    'NAME="Amazon Linux"\nVERSION="2023"\nID="amzn"\nID_LIKE="fedora"\nVERSION_ID="2023"\nPRETTY_NAME="Amazon Linux 2023"\n',
  oracle:
    'NAME="Oracle Linux Server"\nID="ol"\nID_LIKE="fedora"\nVERSION_ID="7.9"\nPRETTY_NAME="Oracle Linux Server 7.9"\n',
  alpine: 'NAME="Alpine Linux"\nID=alpine\nVERSION_ID=3.22.1\nPRETTY_NAME="Alpine Linux v3.22"\n',
  ubuntu: 'PRETTY_NAME="Ubuntu 22.04.5 LTS"\nVERSION_ID="22.04"\nID=ubuntu\nID_LIKE=debian\n',
  redHat:
    'NAME="Red Hat Enterprise Linux"\nID="rhel"\nVERSION_ID="9.4"\nPRETTY_NAME="Red Hat Enterprise Linux 9.4 (Plow)"\n',
};

test.each([
  ['debian', 'Debian GNU/Linux 12 (bookworm)'],
  ['amazon', 'Amazon Linux 2023'],
  ['alpine', 'Alpine Linux v3.22'],
  ['ubuntu', 'Ubuntu 22.04.5 LTS'],
] as const)('the system of an own image is found in it, and one that ECR scans passes: %s', (name, words) => {
  expect(look({ osRelease: texts[name] })).toEqual({
    verdict: 'passed',
    words: `my-image:1: ${words}: ECR can scan it today.`,
  });
});

test.each(['buster', 'oracle'] as const)('one that ECR no longer scans fails: %s', (name) => {
  expect(look({ osRelease: texts[name] })).toMatchObject({
    verdict: 'failed',
    words: expect.stringMatching(/^my-image:1: .*: ECR has had no scan results for it since /),
    fix: 'build it on amazonlinux:2023 or debian:13, which ECR can scan',
  });
});

test('an image from scratch has no system, and ECR scans none', () => {
  expect(look({ files: ['usr/local/bin/serve'], osRelease: undefined })).toMatchObject({
    verdict: 'failed',
    words: 'my-image:1: there is no etc/os-release, and ECR scans nothing that is built from scratch',
  });
});

test.each([
  [
    'a system that the catalogue does not have',
    { osRelease: texts.redHat },
    'Red Hat Enterprise Linux 9.4 (Plow)',
  ],
  ['an image that is too large to read', { files: undefined }, 'the image cannot be read here'],
])('%s is not judged', (_what, facts, words) => {
  expect(look(facts)).toMatchObject({ verdict: 'not-seen', words: expect.stringContaining(words) });
});

test('one of two images is enough to fail', () => {
  expect(look({ osRelease: texts.debian }, { name: 'trains:1', osRelease: texts.buster })).toMatchObject({
    verdict: 'failed',
    words: expect.stringMatching(/^trains:1: /),
  });
});
