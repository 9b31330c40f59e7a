import type { Catalogue, ContainerRepository, ContainerSystem, KnownTag } from './catalogue.ts';
import { type ContainerTag, parseContainerTag } from './container-tag.ts';
import type { Accepted, Manifest } from './manifest.ts';

/** The Deep Learning Container of a manifest, with the facts of the catalogue and of its tag. */
export interface FoundContainer {
  readonly repository: ContainerRepository;
  readonly tag: string;
  readonly says: ContainerTag;
  /** Undefined where the catalogue does not have the tag. */
  readonly known: KnownTag | undefined;
  /** The version of the image's Python; null where neither tag nor catalogue says it. */
  readonly python: string | null;
  /** Undefined where the tag does not say it, or names one that the catalogue does not have. */
  readonly system: ContainerSystem | undefined;
}

/** Undefined for an operating system, an unknown repository, or a malformed tag. */
export function findContainer(
  base: Accepted<Manifest>['base'],
  { deepLearningContainers }: Catalogue,
): FoundContainer | undefined {
  if (typeof base !== 'object' || !('deepLearningContainer' in base) || base.tag === undefined)
    return undefined;
  const { deepLearningContainer, tag } = base;
  const repository = deepLearningContainers.repositories.find(({ name }) => name === deepLearningContainer);
  const says = parseContainerTag(tag);
  if (!repository || !says) return undefined;
  const known = repository.tags.find((entry) => entry.tag === tag);
  const system = deepLearningContainers.systems.find(({ id }) => id === says.system);
  return { repository, tag, says, known, python: says.python ?? known?.python ?? null, system };
}
