import type { View } from '../model/file-plan.ts';
import type { ResolvedHyperparameter, ResolvedListing, ResolvedTraining } from '../model/resolved-listing.ts';
import type { ResolvedServer } from '../model/resolved-server.ts';
import { ruleView, typeView } from './field-views.ts';
import { sampleFor } from './sample-for.ts';

/** The content of `runtime/contract.ts`, which the runtime and the seller's code read. */
export function contractView(listing: ResolvedListing, generator: string): View {
  const { batching, bidirectional } = listing.inference;
  return {
    ...servingFacts(listing),
    generator,
    samples: Object.fromEntries(listing.input.map((type) => [type.type, sampleFor(type).path])),
    inputRecord: listing.fields.input.map(typeView),
    prediction: listing.fields.output.map(typeView),
    hasOnePrediction: listing.fields.output.length === 1,
    inputFields: listing.fields.input.map(ruleView),
    limits: {
      ...servingLimits(listing),
      batching: batching && { ...batching },
      ...(bidirectional && { conversations }),
      ...gpuNeed(listing),
    },
    program: listing.server && programView(listing.server, bidirectional !== null),
    training: listing.training && trainingView(listing.training),
  };
}

function gpuNeed({ gpu }: ResolvedListing): View {
  return gpu ? { gpu: { cuda: gpu.cuda, required: gpu.isRequired } } : {};
}

/** The facts that every server of a listing uses, in any language. */
export function servingFacts({ name, release, artifacts, input, output }: ResolvedListing) {
  return {
    product: { name, release },
    bundledModel: artifacts.mode === 'bundled' ? artifacts.path : null,
    inputTypes: input.map(({ type, codec }) => ({ type, codec })),
    outputTypes: output.map(({ type, codec }) => ({ type, codec })),
  };
}

export function servingLimits({ inference }: ResolvedListing) {
  const { maxPayloadMB, timeoutSeconds, maxQueue, workers, preload, metrics } = inference;
  return {
    maxPayloadMB,
    timeoutSeconds,
    maxQueue,
    workers: workers === 'per-cpu' ? 'auto' : workers,
    ...(preload && { preload }),
    metrics,
  };
}

/** How many a worker holds, beside its calls. */
const conversations = 16;

function programView(
  { invocations, bidirectional, routes, environment, ...server }: ResolvedServer,
  converses: boolean,
): View {
  return {
    ...server,
    ...(converses && { bidirectional }),
    invocations: { ...invocations },
    routes: Object.fromEntries(routes.map(([name, target]) => [name, { ...target }])),
    environment: Object.fromEntries(environment),
  };
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

/** A hyperparameter for the seller's code: it is always set when it is required or has a default. */
function memberView({ name, type, values, default: preset, required }: ResolvedHyperparameter): View {
  return {
    name,
    isOptional: !required && preset === null,
    isNumber: type === 'integer' || type === 'continuous',
    isText: type === 'free-text',
    values,
  };
}

/** A hyperparameter for the runner's checks, without empty members. */
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
