import { artifactNotTarGz } from './artifact-not-tar-gz.ts';
import { artifactsInGeneratedFolder } from './artifacts-in-generated-folder.ts';
import { artifactsMissing } from './artifacts-missing.ts';
import { artifactsOnAlgorithm } from './artifacts-on-algorithm.ts';
import { baseChoice } from './base-choice.ts';
import { baseEnded } from './base-ended.ts';
import { baseImageSyntax } from './base-image-syntax.ts';
import { basePackageName } from './base-package-name.ts';
import { baseUnlisted } from './base-unlisted.ts';
import { baseUnscannable } from './base-unscannable.ts';
import { batchingOnFlask } from './batching-on-flask.ts';
import { batchingOnScript } from './batching-on-script.ts';
import { bidirectionalNotPossible } from './bidirectional-not-possible.ts';
import { channelName } from './channel-name.ts';
import { channelTwice } from './channel-twice.ts';
import { containerDecidesVersion } from './container-decides-version.ts';
import { containerFrameworkMismatch } from './container-framework-mismatch.ts';
import { containerLarge } from './container-large.ts';
import { containerLibraryMissing } from './container-library-missing.ts';
import { containerPatchesEnded } from './container-patches-ended.ts';
import { containerPythonTooOld } from './container-python-too-old.ts';
import { containerRegion } from './container-region.ts';
import { containerSystemUnlisted } from './container-system-unlisted.ts';
import { containerTag } from './container-tag.ts';
import { containerTagUnknown } from './container-tag-unknown.ts';
import { containerUnknown } from './container-unknown.ts';
import { contentTypeOtherName } from './content-type-other-name.ts';
import { contentTypeSyntax } from './content-type-syntax.ts';
import { contentTypeTwice } from './content-type-twice.ts';
import { entryInGeneratedFolder } from './entry-in-generated-folder.ts';
import { entryNeedsPython } from './entry-needs-python.ts';
import { entryNotAScript } from './entry-not-a-script.ts';
import { environmentName } from './environment-name.ts';
import { environmentReserved } from './environment-reserved.ts';
import { environmentValue } from './environment-value.ts';
import { extendsNotRelative } from './extends-not-relative.ts';
import { fieldDefaultOnOutput } from './field-default-on-output.ts';
import { fieldName } from './field-name.ts';
import { fieldRangeInverted } from './field-range-inverted.ts';
import { fieldRangeNotForType } from './field-range-not-for-type.ts';
import { fieldRangeWrongType } from './field-range-wrong-type.ts';
import { fieldRequiredWithDefault } from './field-required-with-default.ts';
import { fieldTwice } from './field-twice.ts';
import { fieldTypeNotInFormat } from './field-type-not-in-format.ts';
import { fieldValueBreaksRule } from './field-value-breaks-rule.ts';
import { frameworkPythonMismatch } from './framework-python-mismatch.ts';
import { frameworkPythonUntried } from './framework-python-untried.ts';
import { frameworkVersionUnknown } from './framework-version-unknown.ts';
import { frameworkVersionUntried } from './framework-version-untried.ts';
import { gpuRules } from './gpu-rules.ts';
import { hyperparameterDefaultNotAmongValues } from './hyperparameter-default-not-among-values.ts';
import { hyperparameterDefaultOutsideRange } from './hyperparameter-default-outside-range.ts';
import { hyperparameterDefaultWithRequired } from './hyperparameter-default-with-required.ts';
import { hyperparameterDefaultWrongType } from './hyperparameter-default-wrong-type.ts';
import { hyperparameterFreeTextTunable } from './hyperparameter-free-text-tunable.ts';
import { hyperparameterRangeFractional } from './hyperparameter-range-fractional.ts';
import { hyperparameterRangeInverted } from './hyperparameter-range-inverted.ts';
import { hyperparameterRangeMissing } from './hyperparameter-range-missing.ts';
import { hyperparameterRangeNotForType } from './hyperparameter-range-not-for-type.ts';
import { hyperparameterReserved } from './hyperparameter-reserved.ts';
import { hyperparameterTwice } from './hyperparameter-twice.ts';
import { hyperparameterValuesMissing } from './hyperparameter-values-missing.ts';
import { imageUriTooLong } from './image-uri-too-long.ts';
import { includeInGeneratedFolder } from './include-in-generated-folder.ts';
import { includeOverlaps } from './include-overlaps.ts';
import { includeSecret } from './include-secret.ts';
import { inferenceOnServer } from './inference-on-server.ts';
import { instanceNotAmd64 } from './instance-not-amd64.ts';
import { instanceTypeUnknown } from './instance-type-unknown.ts';
import { languageNotOfFramework } from './language-not-of-framework.ts';
import { metricNotPrintable } from './metric-not-printable.ts';
import { metricRegex } from './metric-regex.ts';
import { metricTwice } from './metric-twice.ts';
import { nameNotApiSafe } from './name-not-api-safe.ts';
import { nameNotEcrSafe } from './name-not-ecr-safe.ts';
import { notInOwnImage } from './not-in-own-image.ts';
import { ownImageRoles } from './own-image-roles.ts';
import { ownImageSyntax } from './own-image-syntax.ts';
import { pageRules } from './page-rules.ts';
import { pathNotPlain } from './path-not-plain.ts';
import { pathOutsideListing } from './path-outside-listing.ts';
import { payloadAboveEndpointLimit } from './payload-above-endpoint-limit.ts';
import { preloadNotPossible } from './preload-not-possible.ts';
import { pythonOnNodeFramework } from './python-on-node-framework.ts';
import { regionNotPublishing } from './region-not-publishing.ts';
import { regionUnknown } from './region-unknown.ts';
import { releaseNotATag } from './release-not-a-tag.ts';
import { repositoryNotEcrSafe } from './repository-not-ecr-safe.ts';
import { resourceNameTooLong } from './resource-name-too-long.ts';
import type { Rule } from './rule.ts';
import { s3UriMissing } from './s3-uri-missing.ts';
import { s3UriSyntax } from './s3-uri-syntax.ts';
import { s3UriWithoutS3Mode } from './s3-uri-without-s3-mode.ts';
import { scanAllowDate } from './scan-allow-date.ts';
import { scanGateTooWeak } from './scan-gate-too-weak.ts';
import { serverCommand } from './server-command.ts';
import { serverMissing } from './server-missing.ts';
import { serverPath } from './server-path.ts';
import { serverPathWithoutConversations } from './server-path-without-conversations.ts';
import { serverPortTaken } from './server-port-taken.ts';
import { splitDoesNotFit } from './split-does-not-fit.ts';
import { strategyWithoutSplit } from './strategy-without-split.ts';
import { tagNotAwsSafe } from './tag-not-aws-safe.ts';
import { textHasControlCharacters } from './text-has-control-characters.ts';
import { timeoutAboveEndpointLimit } from './timeout-above-endpoint-limit.ts';
import { trainingMissing } from './training-missing.ts';
import { trainingOnModelPackage } from './training-on-model-package.ts';
import { trainingOnServer } from './training-on-server.ts';
import { transformTooLarge } from './transform-too-large.ts';
import { tunableWithoutObjective } from './tunable-without-objective.ts';
import { validationAcceptUndeclared } from './validation-accept-undeclared.ts';
import { validationChannelMissing } from './validation-channel-missing.ts';
import { validationChannelUnknown } from './validation-channel-unknown.ts';
import { validationContentTypeUndeclared } from './validation-content-type-undeclared.ts';
import { validationHyperparameterMissing } from './validation-hyperparameter-missing.ts';
import { validationHyperparameterUnknown } from './validation-hyperparameter-unknown.ts';
import { validationHyperparameterValue } from './validation-hyperparameter-value.ts';
import { validationInstanceUnsupported } from './validation-instance-unsupported.ts';
import { validationRole } from './validation-role.ts';
import { validationTrainingMissing } from './validation-training-missing.ts';
import { validationTrainingOnModelPackage } from './validation-training-on-model-package.ts';

/** Every rule on what AWS and this generator take, in the order of the manifest's members. A new rule needs a file in this folder and a line here, in `gpu-rules.ts` or in `page-rules.ts`. */
export const manifestRules: readonly Rule[] = [
  nameNotEcrSafe,
  nameNotApiSafe,
  resourceNameTooLong,
  releaseNotATag,
  textHasControlCharacters,
  extendsNotRelative,
  ownImageSyntax,
  ownImageRoles,
  notInOwnImage,
  baseChoice,
  baseUnscannable,
  baseUnlisted,
  baseEnded,
  batchingOnFlask,
  batchingOnScript,
  baseImageSyntax,
  basePackageName,
  containerUnknown,
  containerTag,
  containerTagUnknown,
  containerPatchesEnded,
  containerFrameworkMismatch,
  containerLibraryMissing,
  containerDecidesVersion,
  containerSystemUnlisted,
  containerLarge,
  containerPythonTooOld,
  containerRegion,
  frameworkVersionUnknown,
  frameworkVersionUntried,
  frameworkPythonMismatch,
  frameworkPythonUntried,
  pythonOnNodeFramework,
  serverMissing,
  serverCommand,
  serverPortTaken,
  serverPath,
  serverPathWithoutConversations,
  inferenceOnServer,
  trainingOnServer,
  contentTypeSyntax,
  contentTypeOtherName,
  contentTypeTwice,
  fieldTwice,
  fieldName,
  fieldRangeNotForType,
  fieldRangeWrongType,
  fieldRangeInverted,
  fieldRequiredWithDefault,
  fieldDefaultOnOutput,
  fieldValueBreaksRule,
  fieldTypeNotInFormat,
  artifactsMissing,
  artifactsOnAlgorithm,
  s3UriMissing,
  s3UriWithoutS3Mode,
  s3UriSyntax,
  artifactNotTarGz,
  pathOutsideListing,
  pathNotPlain,
  artifactsInGeneratedFolder,
  includeInGeneratedFolder,
  includeOverlaps,
  includeSecret,
  timeoutAboveEndpointLimit,
  payloadAboveEndpointLimit,
  languageNotOfFramework,
  preloadNotPossible,
  bidirectionalNotPossible,
  environmentName,
  environmentValue,
  environmentReserved,
  instanceTypeUnknown,
  instanceNotAmd64,
  ...gpuRules,
  trainingMissing,
  trainingOnModelPackage,
  channelName,
  channelTwice,
  hyperparameterTwice,
  hyperparameterReserved,
  hyperparameterDefaultWithRequired,
  hyperparameterRangeMissing,
  hyperparameterRangeInverted,
  hyperparameterRangeFractional,
  hyperparameterRangeNotForType,
  hyperparameterValuesMissing,
  hyperparameterDefaultWrongType,
  hyperparameterDefaultNotAmongValues,
  hyperparameterFreeTextTunable,
  hyperparameterDefaultOutsideRange,
  metricRegex,
  metricTwice,
  metricNotPrintable,
  tunableWithoutObjective,
  entryNeedsPython,
  entryNotAScript,
  entryInGeneratedFolder,
  regionUnknown,
  regionNotPublishing,
  repositoryNotEcrSafe,
  imageUriTooLong,
  tagNotAwsSafe,
  scanAllowDate,
  scanGateTooWeak,
  validationRole,
  validationContentTypeUndeclared,
  validationAcceptUndeclared,
  strategyWithoutSplit,
  splitDoesNotFit,
  transformTooLarge,
  validationTrainingMissing,
  validationTrainingOnModelPackage,
  validationInstanceUnsupported,
  validationChannelUnknown,
  validationChannelMissing,
  validationHyperparameterUnknown,
  validationHyperparameterValue,
  validationHyperparameterMissing,
  ...pageRules,
];
