import type { Check } from './check.ts';
import { acceptsQuickly } from './checks/accepts-quickly.ts';
import { answerRecords } from './checks/answer-records.ts';
import { answerStreams } from './checks/answer-streams.ts';
import { answerTime } from './checks/answer-time.ts';
import { artifactsPresent } from './checks/artifacts-present.ts';
import { artifactsUsed } from './checks/artifacts-used.ts';
import { badBody } from './checks/bad-body.ts';
import { badHyperparameter } from './checks/bad-hyperparameter.ts';
import { baseScannable } from './checks/base-scannable.ts';
import { batchRecords } from './checks/batch-records.ts';
import { batchStorage } from './checks/batch-storage.ts';
import { batchTransform } from './checks/batch-transform.ts';
import { bodyOf6MB } from './checks/body-of-6-mb.ts';
import { bodyOfTheLimit } from './checks/body-of-the-limit.ts';
import { bodyOverTheLimit } from './checks/body-over-the-limit.ts';
import { concurrentAnswers } from './checks/concurrent-answers.ts';
import { conversations } from './checks/conversations.ts';
import { corruptData } from './checks/corrupt-data.ts';
import { declaredTypes } from './checks/declared-types.ts';
import { emptyBody } from './checks/empty-body.ts';
import { emptyChannel } from './checks/empty-channel.ts';
import { enoughMemory } from './checks/enough-memory.ts';
import { executionParameters } from './checks/execution-parameters.ts';
import { expectedAnswers } from './checks/expected-answers.ts';
import { fieldsAnswered } from './checks/fields-answered.ts';
import { fieldsRefused } from './checks/fields-refused.ts';
import { fullDisk } from './checks/full-disk.ts';
import { hyperparameterBounds } from './checks/hyperparameter-bounds.ts';
import { hyperparameterDefaults } from './checks/hyperparameter-defaults.ts';
import { hyperparameterOutside } from './checks/hyperparameter-outside.ts';
import { hyperparameterTexts } from './checks/hyperparameter-texts.ts';
import { hyperparametersRead } from './checks/hyperparameters-read.ts';
import { imageCaches } from './checks/image-caches.ts';
import { imageConversations } from './checks/image-conversations.ts';
import { imageEntrypoint } from './checks/image-entrypoint.ts';
import { imageInOptMl } from './checks/image-in-opt-ml.ts';
import { imageManifest } from './checks/image-manifest.ts';
import { imagePlatform } from './checks/image-platform.ts';
import { imageSecrets } from './checks/image-secrets.ts';
import { imageSize } from './checks/image-size.ts';
import { imageUser } from './checks/image-user.ts';
import { imageVulnerabilities } from './checks/image-vulnerabilities.ts';
import { importNotInImage } from './checks/import-not-in-image.ts';
import { importNotInstalled } from './checks/import-not-installed.ts';
import { loadAnswers } from './checks/load-answers.ts';
import { loadMemory } from './checks/load-memory.ts';
import { loadPing } from './checks/load-ping.ts';
import { memoryGrowth } from './checks/memory-growth.ts';
import { missingChannel } from './checks/missing-channel.ts';
import { modelReadOnly } from './checks/model-read-only.ts';
import { modelVersion } from './checks/model-version.ts';
import { modelWritten } from './checks/model-written.ts';
import { noFailureOnSuccess } from './checks/no-failure-on-success.ts';
import { noOutgoing } from './checks/no-outgoing.ts';
import { outlivesEverything } from './checks/outlives-everything.ts';
import { ownAnswers } from './checks/own-answers.ts';
import { pingAnswer } from './checks/ping-answer.ts';
import { pingUnderLoad } from './checks/ping-under-load.ts';
import { pingWhileLoading } from './checks/ping-while-loading.ts';
import { platformHeaders } from './checks/platform-headers.ts';
import { readyInTime } from './checks/ready-in-time.ts';
import { sameAsRelease } from './checks/same-as-release.ts';
import { sameModel } from './checks/same-model.ts';
import { samplesPresent } from './checks/samples-present.ts';
import { serveStarts } from './checks/serve-starts.ts';
import { slowClients } from './checks/slow-clients.ts';
import { spoiledBody } from './checks/spoiled-body.ts';
import { staysReady } from './checks/stays-ready.ts';
import { stopDuringCall } from './checks/stop-during-call.ts';
import { stopInTime } from './checks/stop-in-time.ts';
import { stopOrderly } from './checks/stop-orderly.ts';
import { stopTraining } from './checks/stop-training.ts';
import { trainStarts } from './checks/train-starts.ts';
import { trainSucceeds } from './checks/train-succeeds.ts';
import { trainingDataPresent } from './checks/training-data-present.ts';
import { tuningParameter } from './checks/tuning-parameter.ts';
import { undeclaredAnswer } from './checks/undeclared-answer.ts';
import { undeclaredType } from './checks/undeclared-type.ts';
import { workerMemory } from './checks/worker-memory.ts';
import { writesOutside } from './checks/writes-outside.ts';

/** In the order of the acts and of the report. */
export const allChecks: readonly Check[] = [
  samplesPresent,
  trainingDataPresent,
  artifactsPresent,
  importNotInImage,
  importNotInstalled,
  baseScannable,
  imagePlatform,
  imageManifest,
  imageEntrypoint,
  imageUser,
  imageConversations,
  imageSize,
  imageSecrets,
  imageCaches,
  imageInOptMl,
  imageVulnerabilities,
  batchStorage,
  trainStarts,
  trainSucceeds,
  modelWritten,
  noFailureOnSuccess,
  tuningParameter,
  hyperparametersRead,
  hyperparameterDefaults,
  hyperparameterTexts,
  hyperparameterBounds,
  hyperparameterOutside,
  badHyperparameter,
  missingChannel,
  emptyChannel,
  corruptData,
  fullDisk,
  sameModel,
  stopTraining,
  serveStarts,
  readyInTime,
  pingWhileLoading,
  staysReady,
  modelVersion,
  pingAnswer,
  acceptsQuickly,
  declaredTypes,
  answerRecords,
  ownAnswers,
  fieldsAnswered,
  artifactsUsed,
  expectedAnswers,
  sameAsRelease,
  answerTime,
  answerStreams,
  conversations,
  undeclaredType,
  undeclaredAnswer,
  spoiledBody,
  badBody,
  fieldsRefused,
  emptyBody,
  bodyOf6MB,
  bodyOfTheLimit,
  bodyOverTheLimit,
  pingUnderLoad,
  concurrentAnswers,
  platformHeaders,
  slowClients,
  executionParameters,
  memoryGrowth,
  outlivesEverything,
  loadAnswers,
  loadPing,
  loadMemory,
  batchTransform,
  batchRecords,
  stopInTime,
  stopOrderly,
  workerMemory,
  stopDuringCall,
  noOutgoing,
  modelReadOnly,
  writesOutside,
  enoughMemory,
];
