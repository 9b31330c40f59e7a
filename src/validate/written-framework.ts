import type { Framework } from '../model/catalogue.ts';
import { chosenFramework, frameworkChoice } from '../model/chosen-framework.ts';
import { findContainer } from '../model/find-container.ts';
import type { ManifestPath } from '../model/problem.ts';
import type { RuleContext } from './rules/rule.ts';

/** The framework of the manifest, in its short or its long form, with its catalogue entry: of its builds for CUDA, if it asks for them. */
export interface WrittenFramework {
  readonly entry: Framework;
  readonly version: string | undefined;
  readonly python: string | undefined;
  readonly accelerator: 'cuda' | undefined;
  readonly path: ManifestPath;
}

export function writtenFramework({ manifest, catalogue }: RuleContext): WrittenFramework | undefined {
  const entry = chosenFramework(manifest, catalogue);
  const { version, python, accelerator } = frameworkChoice(manifest) ?? {};
  return entry && { entry, version, python, accelerator, path: ['framework'] };
}

/** Whether the manifest's Deep Learning Container has the framework; then the container decides the version. */
export function isBrought({ manifest, catalogue }: RuleContext, { name }: Framework): boolean {
  return findContainer(manifest.base, catalogue)?.repository.libraries.includes(name) ?? false;
}
