import { expect, test } from 'vitest';
import { relPath } from '../../src/model/file-tree.ts';
import { renderText } from '../support/build-listing.ts';
import { modelPackage } from '../support/expect-problems.ts';

test.each([
  'typescript',
  'onnxruntime',
  'tensorflow-js',
  'scikit-learn',
  'xgboost',
  'lightgbm',
  'pytorch',
  'tensorflow',
  '{ name: onnxruntime, version: "1.27" }',
])('%s is generated', (name) => {
  const { rendered, problems } = renderText(modelPackage({ framework: `framework: ${name}` }));
  expect(problems).toEqual([]);
  expect(rendered?.files.has(relPath('src/inference.ts'))).toBe(true);
});

test('flask is generated, with a file of the walk-through where others have a handler', () => {
  const { rendered, problems } = renderText(modelPackage({ framework: 'framework: flask' }));
  expect(problems).toEqual([]);
  expect(rendered?.files.has(relPath('web_app_serve.py'))).toBe(true);
  expect(rendered?.files.has(relPath('src/inference.ts'))).toBe(false);
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
