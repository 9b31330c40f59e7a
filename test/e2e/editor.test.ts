import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Editor, openEditor } from '../support/editor.ts';

const header = '# yaml-language-server: $schema=../../schema/marketplace.schema.json\n';
let editor: Editor;

beforeAll(async () => {
  editor = await openEditor();
});

afterAll(() => editor.close());

test.each([
  [
    'version: 1\n|',
    ['product', 'framework', 'base', 'contentTypes', 'artifacts', 'training', 'upload', 'validation'],
  ],
  ['product:\n  type: |', ['model-package', 'algorithm']],
  ['base: |', ['ubuntu:18.04', 'amazonlinux:2023']],
  ['base:\n  os: |', ['ubuntu:18.04', 'amazonlinux:2023']],
  ['framework: |', ['typescript', 'scikit-learn', 'flask']],
  ['artifacts:\n  |', ['mode', 'path', 's3Uri']],
  [
    'training:\n  hyperparameters:\n    - name: a\n      type: |',
    ['integer', 'continuous', 'categorical', 'free-text'],
  ],
])('an editor that reads the first line offers what may stand in %j', async (text, offered) => {
  expect(await editor.completions(header + text)).toEqual(expect.arrayContaining(offered));
});

test('an editor explains a member', async () => {
  expect(await editor.hover(`${header}product: |{ type: algorithm, name: x }\n`)).toContain('What you sell');
});
