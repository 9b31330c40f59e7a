import type { View } from '../model/file-plan.ts';
import type { ResolvedHyperparameter, ResolvedListing, ResolvedTraining } from '../model/resolved-listing.ts';
import { sampleFor } from './sample-for.ts';

/** What `runtime/contract.ts` tells the runtime and the seller's code about this listing. */
export function contractView(listing: ResolvedListing, generator: string): View {
  const { batching } = listing.inference;
  return {
    ...servingFacts(listing),
    generator,
    samples: Object.fromEntries(listing.input.map((type) => [type.type, sampleFor(type).path])),
    limits: { ...servingLimits(listing), batching: batching && { ...batching } },
    training: listing.training && trainingView(listing.training),
  };
}

/** What every server of a listing goes by, in whatever language. */
export function servingFacts({ name, release, artifacts, input, output }: ResolvedListing) {
  return {
    product: { name, release },
    bundledModel: artifacts.mode === 'bundled' ? artifacts.path : null,
    inputTypes: input.map(({ type, codec }) => ({ type, codec })),
    outputTypes: output.map(({ type, codec }) => ({ type, codec })),
  };
}

export function servingLimits({ inference }: ResolvedListing) {
  const { maxPayloadMB, timeoutSeconds, maxQueue, workers } = inference;
  return { maxPayloadMB, timeoutSeconds, maxQueue, workers: workers === 'per-cpu' ? 'auto' : workers };
}

function trainingView({ hyperparameters, channels, metrics, distributed }: ResolvedTraining): View {
  return {
    hyperparameters: hyperparameters.map((parameter) => ({
      ...memberView(parameter),
      rule: hyperparameterRule(parameter),
    })),
    channels: channels.map(({ name, required, inputModes, contentTypes }) => ({
      name,
      required,
      isOptional: !required,
      rule: { name, required, inputModes, contentTypes },
    })),
    metrics: metrics.map(({ name, regex, print }) => ({ name, rule: { name, regex, print: { ...print } } })),
    distributed,
  };
}

/** How the seller's code sees a hyperparameter: it is there when the buyer must give it or it has a default. */
function memberView({ name, type, values, default: preset, required }: ResolvedHyperparameter): View {
  return {
    name,
    isOptional: !required && preset === null,
    isNumber: type === 'integer' || type === 'continuous',
    isText: type === 'free-text',
    values,
  };
}

/** How the runner checks it, without the members that say nothing. */
function hyperparameterRule({
  name,
  type,
  range,
  values,
  default: preset,
  required,
}: ResolvedHyperparameter): View {
  return {
    name,
    kind: type,
    ...range,
    ...(values.length > 0 && { values }),
    ...(preset !== null && { default: preset }),
    required,
  };
}
