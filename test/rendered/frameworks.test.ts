import { describe, expect, test } from 'vitest';
import { relPath } from '../../src/model/file-tree.ts';
import { renderText } from '../support/build-listing.ts';
import { algorithm, modelPackage } from '../support/expect-problems.ts';

const handlers = ['src/inference.ts', 'python/model.py', 'web_app_serve.py'];

/** The handlers that are generated, without an error. */
function handlersOf(members: Parameters<typeof modelPackage>[0]): readonly string[] {
  const { rendered, problems } = renderText(modelPackage(members));
  expect(problems).toEqual([]);
  return handlers.filter((path) => rendered?.files.has(relPath(path)));
}

test.each(['typescript', 'onnxruntime', 'tensorflow-js', '{ name: onnxruntime, version: "1.27" }'])(
  '%s is generated, with a handler in TypeScript',
  (name) => {
    const framework = `framework: ${name}`;
    expect(handlersOf({ framework })).toEqual(['src/inference.ts']);
    expect(handlersOf({ framework, inference: 'inference: { language: typescript }' })).toEqual([
      'src/inference.ts',
    ]);
  },
);

test.each([
  'scikit-learn',
  'xgboost',
  'lightgbm',
  'catboost',
  'pytorch',
  'tensorflow',
  'transformers',
  'python',
])(
  '%s is generated, with a handler in Python, and with one in TypeScript around it where it is asked for',
  (name) => {
    const framework = `framework: ${name}`;
    expect(handlersOf({ framework })).toEqual(['python/model.py']);
    expect(handlersOf({ framework, inference: 'inference: { language: python }' })).toEqual([
      'python/model.py',
    ]);
    expect(handlersOf({ framework, inference: 'inference: { language: typescript }' })).toEqual([
      'src/inference.ts',
      'python/model.py',
    ]);
  },
);

describe('the code of a listing in Python', () => {
  const framework = 'framework: scikit-learn';
  const inTypeScript = 'inference: { language: typescript }';
  const separate = 'training: { image: separate, channels: [{ name: train, contentTypes: [text/csv] }] }';
  const script = 'training: { entry: code/fit.py, channels: [{ name: train, contentTypes: [text/csv] }] }';

  test.each([
    ['model package', modelPackage({ framework }), [], false],
    [
      'model package, with a handler in TypeScript',
      modelPackage({ framework, inference: inTypeScript }),
      ['Dockerfile'],
      true,
    ],
    [
      'algorithm of one image',
      algorithm({ framework, training: separate.replace('separate', 'combined') }),
      ['Dockerfile'],
      true,
    ],
    ['algorithm of two images', algorithm({ framework, training: separate }), ['Dockerfile.training'], true],
    ['algorithm with a script', algorithm({ framework, training: script }), [], false],
  ])('is in src/ only where something is: %s', (_, yaml, images, isTold) => {
    const { rendered } = renderText(yaml);
    const textOf = (path: string) => new TextDecoder().decode(rendered?.files.get(relPath(path))?.content);
    const copies = (path: string) => textOf(path).includes('COPY src/ /opt/program/src/');
    expect(['Dockerfile', 'Dockerfile.training'].filter(copies)).toEqual(images);
    const paths = [...(rendered?.files.keys() ?? [])];
    expect(
      paths.some((path) => path.startsWith('src/')),
      'files',
    ).toBe(isTold);
    expect(textOf('.dockerignore').includes('!src'), '.dockerignore').toBe(isTold);
    expect(textOf('README.md').includes('`src/`'), 'README').toBe(isTold);
    expect(textOf('README.md')).toContain('- `python/model.py` loads your model');
    expect(textOf('README.md').includes('`src/inference.ts`')).toBe(yaml.includes(inTypeScript));
  });
});

test('flask is generated, with a file of the walk-through where others have a handler', () => {
  expect(handlersOf({ framework: 'framework: flask' })).toEqual(['web_app_serve.py']);
});

test('an older version of a framework is pinned as it is asked for', () => {
  const { rendered } = renderText(
    modelPackage({ framework: 'framework: { name: onnxruntime, version: "1.27" }' }),
  );
  const content = rendered?.files.get(relPath('package.json'))?.content;
  expect(JSON.parse(new TextDecoder().decode(content)).dependencies).toEqual({
    'onnxruntime-node': '1.27.0',
  });
});
