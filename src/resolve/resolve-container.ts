import type { Catalogue, ContainerRegistry } from '../model/catalogue.ts';
import { parseContainerTag } from '../model/container-tag.ts';
import type { FoundContainer } from '../model/find-container.ts';
import type { Manifest } from '../model/manifest.ts';
import type { ResolvedBase } from '../model/resolved-listing.ts';
import { type Choice, derived, given } from './choice.ts';

/** The container's address in AWS's registry in the Region of the listing, and the matching one for training. */
export function resolveContainer(
  container: FoundContainer,
  manifest: Manifest,
  catalogue: Catalogue,
  region: string,
): Choice<ResolvedBase> {
  const { repository, tag, known, system } = container;
  const { account } = registryIn(catalogue.deepLearningContainers.registries, region);
  const registry = `${account}.dkr.ecr.${region}.amazonaws.com`;
  const image = derived(
    ['base', 'image'],
    `${registry}/${repository.name}:${tag}`,
    `AWS’s account for these images in ${region}, the Region of the listing`,
  );
  const training = trainingPair(container, manifest, catalogue);
  return {
    value: {
      id: `${repository.name}:${tag}`,
      name: `AWS’s Deep Learning Container ${repository.name} ${tag}`,
      image: image.value,
      trainingImage: `${registry}/${training.value}`,
      endOfLife: known?.until ?? null,
      isScannable: system?.scannable ?? null,
      scanState: system
        ? `It runs on ${system.name}: ${system.scanState}`
        : 'Its tag does not say what system it runs on; the scan in ECR shows whether it can be scanned.',
      made: {
        from: 'container',
        registry,
        account,
        isPublic: repository.isPublic,
        repositories: [...new Set([repository.name, training.value.split(':')[0] ?? ''])],
      },
    },
    reasons: [...image.reasons, ...training.reasons],
  };
}

/** `pytorch-inference` pairs with `pytorch-training`, which also has the tools that only training needs. */
function trainingPair(
  { repository, tag, says }: FoundContainer,
  { training }: Manifest,
  catalogue: Catalogue,
): Choice<string> {
  const same = `${repository.name}:${tag}`;
  if (!training || training.image === 'combined' || repository.role === 'training') return given(same);
  const name = repository.name.replace('inference', 'training');
  const { repositories } = catalogue.deepLearningContainers;
  const pair = repositories
    .find((entry) => entry.name === name)
    ?.tags.find((entry) => {
      const other = parseContainerTag(entry.tag);
      return other?.version === says.version && other.device === says.device && other.system === says.system;
    });
  const path = ['base', 'trainingImage'];
  if (!pair)
    return derived(path, same, `the catalogue has no ${name} of the same version, processor and system`);
  return derived(path, `${name}:${pair.tag}`, 'the same version, made for training');
}

function registryIn(registries: readonly ContainerRegistry[], region: string): ContainerRegistry {
  const found = registries.find(({ regions }) => regions.includes(region));
  if (!found) throw new Error(`a rule allows the Region ${region}, and the catalogue has no registry there`);
  return found;
}
