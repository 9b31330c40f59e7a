import { runsCuda } from './accelerators.ts';
import type { Catalogue, ContainerRepository, KnownTag } from './catalogue.ts';
import { parseContainerTag } from './container-tag.ts';

export interface PatchedTag extends KnownTag {
  readonly repository: ContainerRepository;
  readonly until: string;
  readonly isListed: boolean;
}

/** Whether AWS ended the patches of a tag. The day itself still counts, as does a tag without a day. */
export function isPastPatches({ until }: KnownTag, today: string): boolean {
  return until !== null && until < today;
}

/** Whether AWS can validate a product with a tag: a driver of batch transforms runs its CUDA. */
export function isValidated(tag: string, catalogue: Catalogue): boolean {
  const cuda = parseContainerTag(tag)?.cuda ?? null;
  const { drivers } = catalogue.accelerators;
  return (
    cuda === null ||
    drivers.some((driver) => driver.service === 'transform' && runsCuda(driver, cuda, catalogue))
  );
}

/**
 * Tags with a framework's own Python packages that AWS patches, and that it can validate: those on a system that AWS
 * Marketplace lists first, then those with the longest patches.
 */
export function patchedTags(
  catalogue: Catalogue,
  today: string,
  wanted: { readonly framework: string; readonly device: 'cpu' | 'gpu' },
): readonly PatchedTag[] {
  const { repositories, systems } = catalogue.deepLearningContainers;
  const found = repositories.flatMap((repository) =>
    repository.tags.flatMap((entry) => {
      const says = parseContainerTag(entry.tag);
      const { until } = entry;
      if (!repository.libraries.includes(wanted.framework) || says?.device !== wanted.device) return [];
      if (until === null || until < today || !isValidated(entry.tag, catalogue)) return [];
      const isListed = systems.some(({ id, listed }) => id === says.system && listed);
      return [{ ...entry, until, repository, isListed }];
    }),
  );
  return found.sort(
    (a, b) => Number(b.isListed) - Number(a.isListed) || (a.until < b.until ? 1 : a.until > b.until ? -1 : 0),
  );
}
