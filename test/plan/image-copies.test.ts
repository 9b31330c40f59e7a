import { describe, expect, test } from 'vitest';
import { dockerIgnore } from '../../src/plan/docker-patterns.ts';
import { copiesAll, dockerfileCopies } from '../../src/plan/dockerfile-copies.ts';
import { type ImageCopy, imageCopies, scriptCopy } from '../../src/plan/image-copies.ts';
import { frameworkKinds, kinds, pythonKinds, resolveText, textsOf } from '../support/build-listing.ts';
import { algorithm, modelPackage, problemsOfCode } from '../support/expect-problems.ts';

const include = 'include: [churnlib, "my config/rules.yaml"]';
const withFiles = {
  'an algorithm with included files': algorithm({ framework: 'framework: scikit-learn', include }),
  'one image with included files': algorithm({
    include,
    training: 'training: { image: combined, channels: [{ name: train, contentTypes: [text/csv] }] }',
  }),
  'a Flask app with included files': modelPackage({ framework: 'framework: flask', include }),
};
const everyKind = Object.entries({ ...kinds, ...frameworkKinds, ...pythonKinds, ...withFiles });

test.each(everyKind)('%s: no image has what is for buyers', (_, yaml) => {
  const texts = textsOf(yaml);
  const isIgnored = dockerIgnore(texts.get('.dockerignore') ?? '');
  const forBuyers = [...texts.keys()].filter((path) => path.startsWith('buyer/'));
  expect(forBuyers.length > 0).toBe(resolveText(yaml).validation !== null);
  expect(forBuyers.filter((path) => !isIgnored(path))).toEqual([]);
});

test('no manifest puts it there', () => {
  const said = modelPackage({ include: 'include: [buyer/data]' });
  expect(problemsOfCode('include-in-generated-folder', said)).toContain('its own use for `buyer`');
});

test.each(everyKind)(
  '%s: the Dockerfiles copy what the list says, and .dockerignore lets all of it in',
  (_, yaml) => {
    const listing = resolveText(yaml);
    const texts = textsOf(yaml);
    const isIgnored = dockerIgnore(texts.get('.dockerignore') ?? '');
    const isSeparate = listing.training?.image === 'separate';
    const role = listing.training && !isSeparate ? 'both' : 'serve';
    const roles = [
      ['Dockerfile', role],
      ...(isSeparate ? [['Dockerfile.training', 'train'] as const] : []),
    ] as const;
    for (const [file, role] of roles) {
      const list = imageCopies(listing, role);
      expect(sorted(dockerfileCopies(texts.get(file) ?? ''))).toEqual(sorted(list));
      const paths = list.flatMap(({ from }) => from.map((path) => path.replace(/\/$/, '').replace('*', 'x')));
      expect(paths.filter(isIgnored)).toEqual([]);
    }
  },
);

function sorted(copies: readonly ImageCopy[]): readonly string[] {
  return copies.map((copy) => JSON.stringify(copy)).sort();
}

test.each(Object.entries(withFiles))('%s: every image has them, at the same place', (_, yaml) => {
  const listing = resolveText(yaml);
  const images = [...textsOf(yaml)].filter(([path]) => path.startsWith('Dockerfile'));
  expect(images).toHaveLength(listing.training?.image === 'separate' ? 2 : 1);
  for (const [, text] of images) {
    expect(text).toContain('COPY ["churnlib","/opt/program/churnlib"]\n');
    expect(text).toContain('COPY ["my config/rules.yaml","/opt/program/my config/rules.yaml"]\n');
  }
});

test('a script goes into the image with its whole folder', () => {
  expect(scriptCopy('code/train.py')).toEqual({ from: ['code/'], to: '/opt/program/code/' });
  expect(scriptCopy('my code/deep/fit.sh')).toEqual({
    from: ['my code/deep/'],
    to: '/opt/program/my code/deep/',
  });
});

test('one at the top goes there with the Python files beside it, and with nothing else of the listing', () => {
  expect(scriptCopy('train.sh')).toEqual({ from: ['train.sh', '*.py'], to: '/opt/program/' });
});

describe('the COPY lines of a Dockerfile', () => {
  test('both forms count, with flags and over several lines; what comes from a stage does not', () => {
    const text = [
      'FROM base AS code',
      'COPY bin/ /opt/program/bin/',
      'copy --chmod=755 ["my lib/","./rules.yaml","/opt/program/python/"]',
      'ADD a.py \\',
      '  b.py /opt/program/',
      'COPY --from=python /opt/python/ /opt/program/python/',
      'COPY requirements.txt wheels/',
      'COPY ["broken',
    ].join('\n');
    expect(dockerfileCopies(text)).toEqual([
      { from: ['bin/'], to: '/opt/program/bin/' },
      { from: ['my lib/', 'rules.yaml'], to: '/opt/program/python/' },
      { from: ['a.py', 'b.py'], to: '/opt/program/' },
    ]);
  });

  test('a Dockerfile that copies more than ours is still ours, and one that copies less is not', () => {
    const ours = [{ from: ['bin/'], to: '/opt/program/bin/' }];
    expect(copiesAll([...ours, { from: ['lib/'], to: '/opt/program/lib/' }], ours)).toBe(true);
    expect(copiesAll([{ from: ['bin'], to: '/opt/program/bin' }], ours)).toBe(true);
    expect(copiesAll([{ from: ['.'], to: '/opt/program/' }], ours)).toBe(false);
  });
});

test.each([
  ['python/model.py', false],
  ['python/__pycache__/model.pyc', true],
  ['python/old/model.py', true],
  ['python/old/kept.py', false],
  ['notes.txt', true],
  ['a+b.py', false],
  ['deep/a.py', true],
])('.dockerignore as Docker reads it: %s', (path, isOut) => {
  const text = [
    '# code alone',
    '*',
    '!python',
    '!*.py',
    '**/__pycache__',
    '/python/old/',
    '!python/old/kept.py',
  ];
  expect(dockerIgnore(text.join('\r\n'))(path)).toBe(isOut);
});
