import { answerName, fileNameIn } from '../model/answer-name.ts';
import { buyerFolders, channelFolder } from '../model/buyer-data.ts';
import type { View, ViewValue } from '../model/file-plan.ts';
import { jobHyperparameters } from '../model/job-hyperparameters.ts';
import type { GpuMachine } from '../model/resolved-gpu.ts';
import type {
  ResolvedHyperparameter,
  ResolvedListing,
  ResolvedTraining,
  ResolvedValidation,
} from '../model/resolved-listing.ts';
import { cudaInWords } from './gpu-words.ts';
import { aboutProduct, channelViews, fieldTables, hyperparameterTable } from './public-readme-view.ts';
import { sampleFor } from './sample-for.ts';

/** The values of the notebook that buyers run. */
export function notebookView(listing: ResolvedListing, validation: ResolvedValidation): View {
  const { productType, inference, gpu, training } = listing;
  const { input, output } = buyerFolders(productType);
  return {
    ...aboutProduct(listing),
    ...fieldTables(listing),
    // SageMaker's names have at most 63 characters, and the time of the run follows.
    prefix: listing.name.slice(0, 40).replace(/-+$/, ''),
    input,
    output,
    samples: sampleViews(listing),
    streaming: inference.streaming,
    realtimeInstance: inference.realtimeInstances[0] ?? '',
    transformInstance: inference.transformInstances[0] ?? '',
    gpu: gpu && {
      cuda: cudaInWords(gpu),
      realtimeAmis: amis(gpu.realtime),
      transformAmis: amis(gpu.transform),
    },
    transform: transformView(validation),
    ...(training && trainingView(training, listing)),
  };
}

/** Each sample in each type of answers. */
function sampleViews({ input, output }: ResolvedListing): readonly ViewValue[] {
  const pairs = input.flatMap((given) =>
    output.map((wanted) => {
      const sample = sampleFor(given).path;
      return {
        file: fileNameIn(sample),
        type: given.type,
        accept: wanted.type,
        answer: answerName(sample, wanted),
      };
    }),
  );
  return pairs.filter(({ answer }, index) => pairs.findIndex((pair) => pair.answer === answer) === index);
}

/** The transform that AWS runs to validate the product: buyers run the same one. */
function transformView({ transform }: ResolvedValidation): View {
  const { contentType, accept, split, assemble, strategy, maxPayloadMB, maxConcurrent } = transform;
  return {
    ...{ contentType, accept, split, assemble, maxPayloadMB, maxConcurrent },
    strategy: split === 'None' ? null : strategy,
  };
}

function amis(machines: readonly GpuMachine[]): readonly ViewValue[] {
  return machines.flatMap(({ type, ami }) => (ami === null ? [] : [{ type, ami }]));
}

function trainingView(training: ResolvedTraining, listing: ResolvedListing): View {
  const values = jobHyperparameters(listing);
  const objectives = training.metrics.flatMap(({ name, objective }) =>
    objective ? [{ name, objective }] : [],
  );
  const tunable = training.hyperparameters.filter((parameter) => parameter.tunable);
  const [objective] = objectives;
  return {
    trainingInstance: training.instances[0] ?? '',
    channels: channelViews(training),
    distributed: training.distributed,
    hyperparameterTable: hyperparameterTable(training),
    folders: training.channels.map(({ name, contentTypes, inputModes }) => ({
      name,
      folder: channelFolder(name),
      type: contentTypes[0] ?? '',
      mode: inputModes[0] ?? 'File',
    })),
    hyperparameters: training.hyperparameters.flatMap(({ name, default: preset }) => {
      const value = values[name] ?? (preset === null ? undefined : String(preset));
      return value === undefined ? [] : [{ name, value }];
    }),
    hasMetrics: training.metrics.length > 0,
    tuning:
      objective && tunable.length > 0
        ? {
            metric: objective.name,
            direction: objective.objective === 'maximize' ? 'Maximize' : 'Minimize',
            names: tunable.map(({ name }) => name),
            integer: tunable.filter(({ type }) => type === 'integer').map(rangeView),
            continuous: tunable.filter(({ type }) => type === 'continuous').map(rangeView),
            categorical: tunable
              .filter(({ type }) => type === 'categorical')
              .map(({ name, values: allowed }) => ({ Name: name, Values: allowed })),
          }
        : null,
  };
}

/** As SageMaker's request has it: the ends are text. */
function rangeView({ name, range }: ResolvedHyperparameter): View {
  return { Name: name, MinValue: String(range?.min ?? 0), MaxValue: String(range?.max ?? 1) };
}
