import { pathInWords } from '../../problem/phrasing.ts';
import { variablesOf } from '../environments.ts';
import type { Rule } from './rule.ts';

interface Reserved {
  readonly names: RegExp;
  readonly because: string;
}

const ofContainers: readonly Reserved[] = [
  {
    names: /^SAGEMAKER_/,
    because: 'SageMaker and the runtime set every variable that begins with SAGEMAKER_',
  },
  { names: /^SM_/, because: 'the runtime sets the variables that begin with SM_ for training scripts' },
  {
    names: /^TRAINING_JOB_(?:NAME|ARN)$/,
    because: 'SageMaker sets it to the job that is running',
  },
  {
    names: /^AWS_/,
    because: 'SageMaker sets the AWS_ variables itself, and the container can make no AWS calls anyway',
  },
];

const ofOurProgram: readonly Reserved[] = [
  { names: /^PATH$/, because: 'SageMaker finds `serve` and `train` through it' },
  {
    names: /^(?:LD_LIBRARY_PATH|LD_PRELOAD|PYTHONHOME)$/,
    because: 'the runtime brings its own libraries, and this would mix them with those of the base',
  },
];

const ofTheirProgram: readonly Reserved[] = [
  { names: /^PORT$/, because: 'the runtime sets it to `server.port`' },
];

const reserved = {
  inference: [...ofContainers, ...ofOurProgram],
  server: [...ofContainers, ...ofTheirProgram],
};

/** The seller must not set a variable that the platform or the runtime sets. */
export const environmentReserved: Rule = {
  code: 'environment-reserved',
  check({ manifest }) {
    return variablesOf(manifest).flatMap(({ at, name, of }) => {
      const found = reserved[of].find(({ names }) => names.test(name));
      if (!found) return [];
      return [
        {
          at,
          atKey: true,
          what: `${pathInWords(at)} is not yours to set`,
          because: found.because,
          fix: `remove it; if your ${of === 'server' ? 'program' : 'handler'} reads it, give it a name of its own, such as \`MODEL_${name}\``,
        },
      ];
    });
  },
};
