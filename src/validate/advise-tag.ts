import type { ContainerRepository } from '../model/catalogue.ts';
import { parseContainerTag } from '../model/container-tag.ts';
import { isPastPatches, isValidated, patchedTags } from '../model/container-tags.ts';
import type { Ground } from './ground.ts';

/** A tag that AWS patches: of this repository, or with the name of another for the same framework. */
export function adviseTag(
  { tags, framework }: ContainerRepository,
  { catalogue, today }: Pick<Ground, 'catalogue' | 'today'>,
  device: 'cpu' | 'gpu' = 'cpu',
): string {
  const current = tags.filter((entry) => !isPastPatches(entry, today) && isValidated(entry.tag, catalogue));
  const own = current.find(({ tag }) => parseContainerTag(tag)?.device === device);
  const [other] = patchedTags(catalogue, today, { framework, device });
  if (own) return own.tag;
  return other ? `${other.tag} of ${other.repository.name}` : (current[0]?.tag ?? tags[0]?.tag ?? '');
}
