import type { Json } from '../model/file-plan.ts';
import { requestPlaceholders } from '../model/publication.ts';
import type {
  ResolvedHyperparameter,
  ResolvedListing,
  ResolvedTraining,
  ResolvedValidation,
} from '../model/resolved-listing.ts';
import { resourceName } from '../model/resource-name.ts';

/**
 * The request for CreateModelPackage or CreateAlgorithm. The account and the image digests are filled in when it is
 * sent: a digest always names the same image, and a tag can move. `inference.environment` is in the image and not in
 * the request, so that it is set wherever the image runs.
 */
export function resourceRequest(listing: ResolvedListing): Json {
  return listing.training ? algorithmRequest(listing, listing.training) : modelPackageRequest(listing);
}

function modelPackageRequest(listing: ResolvedListing): Json {
  const { validation } = listing;
  return {
    ModelPackageName: resourceName(listing.name, listing.release),
    ModelPackageDescription: listing.description,
    InferenceSpecification: inferenceSpecification(listing),
    ...(validation && {
      ValidationSpecification: {
        ValidationRole: validation.role,
        ValidationProfiles: [{ ProfileName: 'validation', TransformJobDefinition: transformJob(validation) }],
      },
    }),
    CertifyForMarketplace: true,
    ...tagsOf(listing),
  };
}

function algorithmRequest(listing: ResolvedListing, training: ResolvedTraining): Json {
  const { validation } = listing;
  return {
    AlgorithmName: resourceName(listing.name, listing.release),
    AlgorithmDescription: listing.description,
    TrainingSpecification: trainingSpecification(listing, training),
    InferenceSpecification: inferenceSpecification(listing),
    ...(validation && {
      ValidationSpecification: {
        ValidationRole: validation.role,
        ValidationProfiles: [
          {
            ProfileName: 'validation',
            TrainingJobDefinition: trainingJob(validation, training),
            TransformJobDefinition: transformJob(validation),
          },
        ],
      },
    }),
    CertifyForMarketplace: true,
    ...tagsOf(listing),
  };
}

function tagsOf({ upload }: ResolvedListing): { readonly Tags?: Json } {
  return upload.tags.length === 0 ? {} : { Tags: upload.tags.map(([Key, Value]) => ({ Key, Value })) };
}

function inferenceSpecification({ upload, artifacts, inference, input, output }: ResolvedListing): Json {
  const model = artifacts.mode === 's3' ? { ModelDataUrl: artifacts.s3Uri } : {};
  return {
    Containers: [
      { Image: imageUri(upload.region, upload.repository, requestPlaceholders.inferenceDigest), ...model },
    ],
    SupportedTransformInstanceTypes: inference.transformInstances,
    SupportedRealtimeInferenceInstanceTypes: inference.realtimeInstances,
    SupportedContentTypes: input.map(({ type }) => type),
    SupportedResponseMIMETypes: output.map(({ type }) => type),
  };
}

function trainingSpecification({ upload, images }: ResolvedListing, training: ResolvedTraining): Json {
  const metrics = training.metrics.map(({ name, regex }) => ({ Name: name, Regex: regex }));
  const objectives = training.metrics.flatMap(({ name, objective }) =>
    objective ? [{ Type: objective === 'maximize' ? 'Maximize' : 'Minimize', MetricName: name }] : [],
  );
  return {
    TrainingImage: imageUri(
      upload.region,
      upload.trainingRepository ?? upload.repository,
      images.combined ? requestPlaceholders.inferenceDigest : requestPlaceholders.trainingDigest,
    ),
    SupportedTrainingInstanceTypes: training.instances,
    SupportsDistributedTraining: training.distributed,
    TrainingChannels: training.channels.map((channel) => ({
      Name: channel.name,
      ...(channel.description && { Description: channel.description }),
      IsRequired: channel.required,
      SupportedContentTypes: channel.contentTypes,
      // SageMaker unpacks only in Pipe mode, so a compressed channel would have other files in each input mode.
      SupportedCompressionTypes: ['None'],
      SupportedInputModes: channel.inputModes,
    })),
    ...(training.hyperparameters.length > 0 && {
      SupportedHyperParameters: training.hyperparameters.map(hyperparameterSpecification),
    }),
    ...(metrics.length > 0 && { MetricDefinitions: metrics }),
    ...(objectives.length > 0 && { SupportedTuningJobObjectiveMetrics: objectives }),
  };
}

const parameterTypes = {
  integer: 'Integer',
  continuous: 'Continuous',
  categorical: 'Categorical',
  'free-text': 'FreeText',
} as const;

function hyperparameterSpecification(parameter: ResolvedHyperparameter): Json {
  const range = parameterRange(parameter);
  return {
    Name: parameter.name,
    ...(parameter.description && { Description: parameter.description }),
    Type: parameterTypes[parameter.type],
    ...(range && { Range: range }),
    IsTunable: parameter.tunable,
    IsRequired: parameter.required,
    ...(parameter.default !== null && { DefaultValue: String(parameter.default) }),
  };
}

/** This API takes the ends of a range as strings. */
function parameterRange({ type, range, values }: ResolvedHyperparameter): Json | null {
  if (type === 'categorical') return { CategoricalParameterRangeSpecification: { Values: values } };
  if (!range) return null;
  const ends = { MinValue: String(range.min), MaxValue: String(range.max) };
  return type === 'integer'
    ? { IntegerParameterRangeSpecification: ends }
    : { ContinuousParameterRangeSpecification: ends };
}

function transformJob({ transform, instance }: ResolvedValidation): Json {
  return {
    MaxConcurrentTransforms: transform.maxConcurrent,
    MaxPayloadInMB: transform.maxPayloadMB,
    ...(transform.split !== 'None' && { BatchStrategy: transform.strategy }),
    TransformInput: {
      DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: transform.input } },
      ContentType: transform.contentType,
      CompressionType: 'None',
      SplitType: transform.split,
    },
    TransformOutput: {
      S3OutputPath: transform.output,
      Accept: transform.accept,
      AssembleWith: transform.assemble,
    },
    TransformResources: {
      InstanceType: instance,
      InstanceCount: 1,
      ...(transform.amiVersion !== null && { TransformAmiVersion: transform.amiVersion }),
    },
  };
}

function trainingJob(
  { training, instance }: ResolvedValidation,
  { channels, instances }: ResolvedTraining,
): Json {
  const inputs = Object.entries(training?.channels ?? {});
  const channelOf = (name: string) => channels.find((channel) => channel.name === name);
  const modeOf = (name: string) => channelOf(name)?.inputModes[0] ?? 'File';
  return {
    TrainingInputMode: modeOf(inputs[0]?.[0] ?? ''),
    ...(training?.hyperparameters && { HyperParameters: { ...training.hyperparameters } }),
    InputDataConfig: inputs.map(([name, s3Uri]) => ({
      ChannelName: name,
      ContentType: channelOf(name)?.contentTypes[0] ?? '',
      CompressionType: 'None',
      InputMode: modeOf(name),
      DataSource: {
        S3DataSource: { S3DataType: 'S3Prefix', S3Uri: s3Uri, S3DataDistributionType: 'FullyReplicated' },
      },
    })),
    OutputDataConfig: { S3OutputPath: training?.output ?? '' },
    ResourceConfig: {
      InstanceType: instances.includes(instance) ? instance : (instances[0] ?? instance),
      InstanceCount: 1,
      VolumeSizeInGB: 30,
    },
    StoppingCondition: { MaxRuntimeInSeconds: 3600 },
  };
}

function imageUri(region: string, repository: string, digest: string): string {
  return `${requestPlaceholders.account}.dkr.ecr.${region}.amazonaws.com/${repository}@${digest}`;
}
