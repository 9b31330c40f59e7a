import type { Catalogue } from '../model/catalogue.ts';
import { gpuBuild } from '../model/chosen-framework.ts';
import { defaultGpuInstance, defaultTrainingInstance } from '../model/defaults.ts';
import type { Channel, Hyperparameter, Manifest, Metric, OwnImages, Training } from '../model/manifest.ts';
import { printPattern } from '../model/print-pattern.ts';
import type { ManifestPath } from '../model/problem.ts';
import type {
  ResolvedChannel,
  ResolvedHyperparameter,
  ResolvedMetric,
  ResolvedTraining,
} from '../model/resolved-listing.ts';
import { type Choice, each, given, orElse, together } from './choice.ts';

/** The training part of an algorithm; null for a model package. */
export function resolveTraining(manifest: Manifest, catalogue: Catalogue): Choice<ResolvedTraining | null> {
  const { training, image } = manifest;
  if (!training) return given(null);
  const hasCuda = gpuBuild(manifest, catalogue) !== undefined;
  const at = (member: string) => ['training', member];
  return together({
    entry: given(image === undefined ? (training.entry ?? null) : null),
    image: image === undefined ? resolveImage(training.image) : given(rolesOf(image)),
    channels: each(
      training.channels.map((channel, index) => resolveChannel([...at('channels'), index], channel)),
    ),
    hyperparameters: given((training.hyperparameters ?? []).map(resolveHyperparameter)),
    metrics: given((training.metrics ?? []).map(resolveMetric)),
    distributed: orElse(
      at('distributed'),
      training.distributed,
      false,
      'one instance unless the code divides its work',
    ),
    instances: orElse(
      at('instances'),
      training.instances,
      hasCuda ? [defaultGpuInstance] : [defaultTrainingInstance],
      hasCuda ? 'a small type with a GPU' : 'a general type with 16 GB that every Region has',
    ),
  });
}

function resolveImage(written: Training['image']): Choice<ResolvedTraining['image']> {
  return orElse(['training', 'image'], written, 'separate', 'a small inference image starts faster');
}

function rolesOf(image: string | OwnImages): ResolvedTraining['image'] {
  return typeof image === 'string' || image.training === undefined ? 'combined' : 'separate';
}

function resolveChannel(path: ManifestPath, channel: Channel): Choice<ResolvedChannel> {
  return together({
    name: given(channel.name),
    contentTypes: given(channel.contentTypes),
    inputModes: orElse(
      [...path, 'inputModes'],
      channel.inputModes,
      ['File' as const],
      'files in a folder need no special code',
    ),
    required: orElse(
      [...path, 'required'],
      channel.required,
      true,
      'a channel is needed unless it says otherwise',
    ),
    description: given(channel.description ?? ''),
  });
}

function resolveHyperparameter(parameter: Hyperparameter): ResolvedHyperparameter {
  const { min, max } = parameter;
  return {
    name: parameter.name,
    type: parameter.type,
    range: min === undefined || max === undefined ? null : { min, max },
    values: parameter.values ?? [],
    default: parameter.default ?? null,
    required: parameter.required ?? false,
    tunable: parameter.tunable ?? false,
    description: parameter.description ?? '',
  };
}

function resolveMetric({ name, regex, objective }: Metric): ResolvedMetric {
  return {
    name,
    regex,
    objective: objective ?? null,
    print: printPattern(regex) ?? { before: `${name}=`, after: '' },
  };
}
