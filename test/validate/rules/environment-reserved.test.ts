import { expect, test } from 'vitest';
import {
  expectNoProblem,
  expectProblem,
  modelPackage,
  problemsOfCode,
  serverPackage,
} from '../../support/expect-problems.ts';

test('variables that SageMaker or the runtime sets are refused, each with its reason', () => {
  expectProblem(
    'environment-reserved',
    modelPackage({
      inference: `inference:
  environment:
    SAGEMAKER_BATCH: "true"
    SM_CHANNEL_TRAIN: /x
    TRAINING_JOB_NAME: x
    AWS_REGION: us-east-1
    PATH: /bin
    LD_PRELOAD: x.so`,
    }),
    `
    marketplace.yaml:9:5: error: \`inference.environment.SAGEMAKER_BATCH\` is not yours to set [environment-reserved]
          SAGEMAKER_BATCH: "true"
          ^^^^^^^^^^^^^^^
      because: SageMaker and the runtime set every variable that begins with SAGEMAKER_
      fix: remove it; if your handler reads it, give it a name of its own, such as \`MODEL_SAGEMAKER_BATCH\`
    marketplace.yaml:10:5: error: \`inference.environment.SM_CHANNEL_TRAIN\` is not yours to set [environment-reserved]
          SM_CHANNEL_TRAIN: /x
          ^^^^^^^^^^^^^^^^
      because: the runtime sets the variables that begin with SM_ for training scripts
      fix: remove it; if your handler reads it, give it a name of its own, such as \`MODEL_SM_CHANNEL_TRAIN\`
    marketplace.yaml:11:5: error: \`inference.environment.TRAINING_JOB_NAME\` is not yours to set [environment-reserved]
          TRAINING_JOB_NAME: x
          ^^^^^^^^^^^^^^^^^
      because: SageMaker sets it to the job that is running
      fix: remove it; if your handler reads it, give it a name of its own, such as \`MODEL_TRAINING_JOB_NAME\`
    marketplace.yaml:12:5: error: \`inference.environment.AWS_REGION\` is not yours to set [environment-reserved]
          AWS_REGION: us-east-1
          ^^^^^^^^^^
      because: SageMaker sets the AWS_ variables itself, and the container can make no AWS calls anyway
      fix: remove it; if your handler reads it, give it a name of its own, such as \`MODEL_AWS_REGION\`
    marketplace.yaml:13:5: error: \`inference.environment.PATH\` is not yours to set [environment-reserved]
          PATH: /bin
          ^^^^
      because: SageMaker finds \`serve\` and \`train\` through it
      fix: remove it; if your handler reads it, give it a name of its own, such as \`MODEL_PATH\`
    marketplace.yaml:14:5: error: \`inference.environment.LD_PRELOAD\` is not yours to set [environment-reserved]
          LD_PRELOAD: x.so
          ^^^^^^^^^^
      because: the runtime brings its own libraries, and this would mix them with those of the base
      fix: remove it; if your handler reads it, give it a name of its own, such as \`MODEL_LD_PRELOAD\`
    `,
  );
});

test('names that only resemble them are accepted', () => {
  expectNoProblem(
    'environment-reserved',
    modelPackage({
      inference:
        'inference: { environment: { MY_PATH: x, sagemaker_x: x, SMALL: x, PATHS: x, NODE_OPTIONS: x } }',
    }),
  );
});

test('a program of the seller may have the variables of libraries, and not its port', () => {
  const environment = { LD_LIBRARY_PATH: '/opt/engine', PATH: '/opt/engine/bin', PYTHONHOME: '/opt/engine' };
  expectNoProblem('environment-reserved', serverPackage({ environment }));
  const problems = problemsOfCode(
    'environment-reserved',
    serverPackage({ environment: { PORT: '9', AWS_REGION: 'x' } }),
  );
  expect(problems).toContain('`server.environment.PORT` is not yours to set');
  expect(problems).toContain('`server.environment.AWS_REGION` is not yours to set');
});
