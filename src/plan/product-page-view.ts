import type { View, ViewValue } from '../model/file-plan.ts';
import { isOwnImage } from '../model/own-image.ts';
import type { ResolvedHyperparameter, ResolvedListing, ResolvedTraining } from '../model/resolved-listing.ts';
import { gpuView } from './gpu-view.ts';
import { sampleFor } from './sample-for.ts';
import { streamView } from './stream-view.ts';

/** The values of the manifest for the page that buyers read. */
export function productPageView(listing: ResolvedListing): View {
  const { title, description, input, output, inference, training, framework, server } = listing;
  return {
    title,
    description,
    framework:
      server || isOwnImage(listing) ? null : `${framework.framework.title} ${framework.version.version}`,
    isAlgorithm: training !== null,
    input: input.map((type) => ({ type: type.type, sample: sampleFor(type).path, split: type.split })),
    output: output.map(({ type }) => type),
    maxPayloadMB: inference.maxPayloadMB,
    timeoutSeconds: inference.timeoutSeconds,
    realtimeInstances: inference.realtimeInstances,
    transformInstances: inference.transformInstances,
    gpu: gpuView(listing),
    firstType: input[0]?.type ?? '',
    firstSample: input[0] ? sampleFor(input[0]).path : '',
    firstOutput: output[0]?.type ?? '',
    stream: streamView(listing),
    ...trainingView(training),
  };
}

function trainingView(training: ResolvedTraining | null): View {
  const { channels = [], hyperparameters = [], metrics = [], instances = [] } = training ?? {};
  return {
    trainingInstances: instances,
    channels: channels.map((channel) => ({
      name: channel.name,
      types: channel.contentTypes.join(', '),
      modes: channel.inputModes.join(', '),
      required: channel.required ? 'yes' : 'no',
      description: channel.description,
    })),
    hyperparameters: hyperparameters.map(hyperparameterView),
    metrics: metrics.map(({ name, objective }) => ({ name, objective: objective ?? '' })),
  };
}

function hyperparameterView(parameter: ResolvedHyperparameter): ViewValue {
  const { name, type, range, values, required, tunable, description } = parameter;
  return {
    name,
    type,
    allowed: range ? `${range.min} to ${range.max}` : values.join(', '),
    fallback: required ? 'none: it must be given' : String(parameter.default ?? ''),
    tunable: tunable ? 'yes' : 'no',
    description,
  };
}
