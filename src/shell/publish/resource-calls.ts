import type { CreateAlgorithmCommandInput, CreateModelPackageCommandInput } from '@aws-sdk/client-sagemaker';
import type { ProductType } from '../../model/manifest.ts';
import type { SageMaker } from './aws-clients.ts';

/** The part of a model package or an algorithm that we use. */
export interface FoundResource {
  readonly arn: string;
  readonly state: string;
  /** The images of the resource, by address or digest. */
  readonly images: readonly string[];
  readonly details: Readonly<Record<(typeof detailKinds)[number], readonly ResourceDetail[]>>;
}

export const detailKinds = ['ValidationStatuses', 'ImageScanStatuses'] as const;

export interface ResourceDetail {
  readonly name: string;
  readonly state: string;
  readonly reason: string | undefined;
}

export interface ResourceCalls {
  readonly find: (name: string) => Promise<FoundResource>;
  /** Takes the request as JSON. */
  readonly create: (request: string) => Promise<unknown>;
  readonly remove: (name: string) => Promise<unknown>;
}

/** The same three calls for either kind of resource. */
export function resourceCalls(sagemaker: SageMaker, type: ProductType): ResourceCalls {
  return type === 'algorithm' ? algorithmCalls(sagemaker) : modelPackageCalls(sagemaker);
}

function modelPackageCalls(sagemaker: SageMaker): ResourceCalls {
  return {
    find: async (name) => {
      const found = await sagemaker.describeModelPackage({ ModelPackageName: name });
      const container = found.InferenceSpecification?.Containers?.[0];
      return {
        arn: found.ModelPackageArn ?? '',
        state: found.ModelPackageStatus ?? '',
        images: present([container?.Image, container?.ImageDigest]),
        details: detailsOf(found.ModelPackageStatusDetails),
      };
    },
    create: (request) => sagemaker.createModelPackage(JSON.parse(request) as CreateModelPackageCommandInput),
    remove: (name) => sagemaker.deleteModelPackage({ ModelPackageName: name }),
  };
}

function algorithmCalls(sagemaker: SageMaker): ResourceCalls {
  return {
    find: async (name) => {
      const found = await sagemaker.describeAlgorithm({ AlgorithmName: name });
      const container = found.InferenceSpecification?.Containers?.[0];
      const training = found.TrainingSpecification;
      return {
        arn: found.AlgorithmArn ?? '',
        state: found.AlgorithmStatus ?? '',
        images: present([
          container?.Image,
          container?.ImageDigest,
          training?.TrainingImage,
          training?.TrainingImageDigest,
        ]),
        details: detailsOf(found.AlgorithmStatusDetails),
      };
    },
    create: (request) => sagemaker.createAlgorithm(JSON.parse(request) as CreateAlgorithmCommandInput),
    remove: (name) => sagemaker.deleteAlgorithm({ AlgorithmName: name }),
  };
}

interface StatusItem {
  readonly Name: string | undefined;
  readonly Status: string | undefined;
  readonly FailureReason?: string | undefined;
}

type StatusDetails = Partial<Record<(typeof detailKinds)[number], readonly StatusItem[] | undefined>>;

function detailsOf(details: StatusDetails = {}): FoundResource['details'] {
  const listed = (items: readonly StatusItem[] = []) =>
    items.map(({ Name = '', Status = '', FailureReason: reason }) => ({ name: Name, state: Status, reason }));
  return {
    ValidationStatuses: listed(details.ValidationStatuses),
    ImageScanStatuses: listed(details.ImageScanStatuses),
  };
}

function present(texts: readonly (string | undefined)[]): readonly string[] {
  return texts.filter((text) => text !== undefined);
}
