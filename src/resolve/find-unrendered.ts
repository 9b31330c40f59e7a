import type { Manifest } from '../model/manifest.ts';
import type { Problem } from '../model/problem.ts';

/** Parts of a valid manifest that this version of the generator has no templates for. */
export function findUnrendered(manifest: Manifest): Problem[] {
  const problems: Problem[] = [];
  if (typeof manifest.base === 'object' && 'deepLearningContainer' in manifest.base)
    problems.push(
      unrendered(
        ['base'],
        'Deep Learning Containers',
        'name an operating system, such as  base: amazonlinux:2023',
      ),
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
