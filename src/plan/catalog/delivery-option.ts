import type { Json } from '../../model/file-plan.ts';
import { requestPlaceholders } from '../../model/publication.ts';
import type { ResolvedListing } from '../../model/resolved-listing.ts';
import { accessRoleName } from '../access-role.ts';
import { resourceArn } from '../resource-arn.ts';
import { limitationTexts } from '../version-texts.ts';
import { customAttributes, inputParameters, outputParameters } from './parameters.ts';
import { sampleAddresses } from './sample-addresses.ts';
import { inputWords, outputWords, usageWords } from './version-words.ts';

/** How buyers get a version: the resource in SageMaker, and what they read about it. */
export function deliveryOption(listing: ResolvedListing): Json {
  const { buyers, productType } = listing;
  const kind = productType === 'algorithm' ? 'Algorithm' : 'ModelPackage';
  const samples = sampleAddresses(listing);
  return {
    [`SageMaker${kind}DeliveryOptionDetails`]: {
      [`SageMaker${kind}Arn`]: resourceArn(listing),
      AccessRoleArn: `arn:aws:iam::${requestPlaceholders.account}:role/${accessRoleName(listing)}`,
      SampleNotebookUrl: buyers.notebook ?? '',
      RepositoryUrl: buyers.repository ?? '',
      UsageInstructions: usageWords(listing),
      InputProperties: {
        Description: inputWords(listing),
        Limitations: limitationTexts(listing).join('\n'),
        SampleInput: samples.input,
        ...unlessEmpty('Parameters', inputParameters(listing)),
        ...unlessEmpty('SageMakerCustomAttributes', customAttributes(listing)),
      },
      OutputProperties: {
        Description: outputWords(listing),
        SampleOutput: samples.output,
        ...unlessEmpty('Parameters', outputParameters(listing)),
      },
      RecommendedInstanceTypes: recommendedInstances(listing),
    },
  };
}

/** The first type of each use in the manifest. */
function recommendedInstances({ inference, training }: ResolvedListing): Json {
  return {
    RealtimeInference: inference.realtimeInstances[0] ?? '',
    BatchTransform: inference.transformInstances[0] ?? '',
    ...(training && { Training: training.instances[0] ?? '' }),
  };
}

function unlessEmpty(name: string, items: readonly Json[]) {
  return items.length > 0 ? { [name]: items } : {};
}
