import { expect, test } from 'vitest';
import { relPath } from '../../src/model/file-tree.ts';
import { printProblems } from '../../src/problem/print-problems.ts';
import { renderText } from '../support/build-listing.ts';
import { modelPackage } from '../support/expect-problems.ts';

test.each(['flask'])('%s is refused by name, and what can be generated is offered', (name) => {
  const { rendered, problems } = renderText(modelPackage({ framework: `framework: ${name}` }));
  expect(rendered).toBeUndefined();
  expect(printProblems(problems)).toContain(
    `this version does not generate the framework ${name} yet [not-generated-yet]`,
  );
  expect(printProblems(problems)).toContain(
    'fix: use typescript, onnxruntime, tensorflow-js, scikit-learn, xgboost, lightgbm, pytorch or tensorflow',
  );
});

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

test('an older version of a framework is pinned as it is asked for', () => {
  const { rendered } = renderText(
    modelPackage({ framework: 'framework: { name: onnxruntime, version: "1.27" }' }),
  );
  const content = rendered?.files.get(relPath('package.json'))?.content;
  expect(JSON.parse(new TextDecoder().decode(content)).dependencies).toEqual({
    'onnxruntime-node': '1.27.0',
  });
});
