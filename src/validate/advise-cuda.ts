import type { Framework } from '../model/catalogue.ts';
import { patchedTags } from '../model/container-tags.ts';
import type { Ground } from './ground.ts';

/** A way to CUDA that AWS can validate: a container for the framework, or its build on a system. */
export function adviseCuda(
  framework: Framework | undefined,
  { catalogue, today }: Pick<Ground, 'catalogue' | 'today'>,
): string {
  const name = framework?.name ?? '';
  const [tag] = patchedTags(catalogue, today, { framework: name, device: 'gpu' });
  if (tag) return `use ${tag.repository.name} ${tag.tag}, which AWS patches until ${tag.until}`;
  const isBuilt = catalogue.frameworks.some((entry) => entry.name === name && entry.cuda);
  return `write  base: amazonlinux:2023  and  framework: { name: ${isBuilt ? name : 'python'}, accelerator: cuda }`;
}
