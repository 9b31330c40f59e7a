import type { Manifest } from '../model/manifest.ts';
import type { Problem } from '../model/problem.ts';
import { listInWords } from '../problem/words.ts';

const renderedFrameworks: readonly string[] = [
  'typescript',
  'onnxruntime',
  'tensorflow-js',
  'scikit-learn',
  'xgboost',
  'lightgbm',
  'pytorch',
  'tensorflow',
];

/** Parts of a valid manifest that this version of the generator has no templates for. */
export function findUnrendered(manifest: Manifest): Problem[] {
  const name = typeof manifest.framework === 'string' ? manifest.framework : manifest.framework.name;
  const problems: Problem[] = [];
  if (!renderedFrameworks.includes(name))
    problems.push(
      unrendered(['framework'], `the framework ${name}`, `use ${listInWords(renderedFrameworks)}`),
    );
  return problems;
}

function unrendered(path: readonly string[], part: string, fix: string): Problem {
  return {
    code: 'not-generated-yet',
    severity: 'error',
    at: { path, target: 'value' },
    what: `this manifest is valid, and this version does not generate ${part} yet`,
    fix,
  };
}
