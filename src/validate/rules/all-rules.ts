import { artifactNotTarGz } from './artifact-not-tar-gz.ts';
import { artifactsInGeneratedFolder } from './artifacts-in-generated-folder.ts';
import { artifactsMissing } from './artifacts-missing.ts';
import { artifactsOnAlgorithm } from './artifacts-on-algorithm.ts';
import { contentTypeSyntax } from './content-type-syntax.ts';
import { contentTypeTwice } from './content-type-twice.ts';
import { environmentName } from './environment-name.ts';
import { environmentReserved } from './environment-reserved.ts';
import { environmentValue } from './environment-value.ts';
import { extendsNotRelative } from './extends-not-relative.ts';
import { hyperparameterDefaultOutsideRange } from './hyperparameter-default-outside-range.ts';
import { imageUriTooLong } from './image-uri-too-long.ts';
import { nameNotApiSafe } from './name-not-api-safe.ts';
import { nameNotEcrSafe } from './name-not-ecr-safe.ts';
import { pathNotPlain } from './path-not-plain.ts';
import { pathOutsideListing } from './path-outside-listing.ts';
import { payloadAboveEndpointLimit } from './payload-above-endpoint-limit.ts';
import { policyBase } from './policy-base.ts';
import { policyFramework } from './policy-framework.ts';
import { policyInListing } from './policy-in-listing.ts';
import { policyInstance } from './policy-instance.ts';
import { policyRegion } from './policy-region.ts';
import { policyScan } from './policy-scan.ts';
import { policyTag } from './policy-tag.ts';
import { releaseNotATag } from './release-not-a-tag.ts';
import { repositoryNotEcrSafe } from './repository-not-ecr-safe.ts';
import { resourceNameTooLong } from './resource-name-too-long.ts';
import type { Rule } from './rule.ts';
import { s3UriMissing } from './s3-uri-missing.ts';
import { s3UriSyntax } from './s3-uri-syntax.ts';
import { s3UriWithoutS3Mode } from './s3-uri-without-s3-mode.ts';
import { splitDoesNotFit } from './split-does-not-fit.ts';
import { strategyWithoutSplit } from './strategy-without-split.ts';
import { tagNotAwsSafe } from './tag-not-aws-safe.ts';
import { textHasControlCharacters } from './text-has-control-characters.ts';
import { timeoutAboveEndpointLimit } from './timeout-above-endpoint-limit.ts';
import { trainingMissing } from './training-missing.ts';
import { trainingOnModelPackage } from './training-on-model-package.ts';
import { transformTooLarge } from './transform-too-large.ts';
import { validationAcceptUndeclared } from './validation-accept-undeclared.ts';
import { validationContentTypeUndeclared } from './validation-content-type-undeclared.ts';
import { validationRole } from './validation-role.ts';
import { validationTrainingMissing } from './validation-training-missing.ts';
import { validationTrainingOnModelPackage } from './validation-training-on-model-package.ts';

/** Every rule, in the order of the manifest's members. A new rule is a file beside this one and a line here. */
export const allRules: readonly Rule[] = [
  nameNotEcrSafe,
  nameNotApiSafe,
  resourceNameTooLong,
  releaseNotATag,
  textHasControlCharacters,
  extendsNotRelative,
  contentTypeSyntax,
  contentTypeTwice,
  artifactsMissing,
  artifactsOnAlgorithm,
  s3UriMissing,
  s3UriWithoutS3Mode,
  s3UriSyntax,
  artifactNotTarGz,
  pathOutsideListing,
  pathNotPlain,
  artifactsInGeneratedFolder,
  timeoutAboveEndpointLimit,
  payloadAboveEndpointLimit,
  environmentName,
  environmentValue,
  environmentReserved,
  trainingMissing,
  trainingOnModelPackage,
  hyperparameterDefaultOutsideRange,
  repositoryNotEcrSafe,
  imageUriTooLong,
  tagNotAwsSafe,
  validationRole,
  validationContentTypeUndeclared,
  validationAcceptUndeclared,
  strategyWithoutSplit,
  splitDoesNotFit,
  transformTooLarge,
  validationTrainingMissing,
  validationTrainingOnModelPackage,
  policyInListing,
  policyBase,
  policyFramework,
  policyRegion,
  policyInstance,
  policyTag,
  policyScan,
];
