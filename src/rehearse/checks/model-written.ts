import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import { failed, notSeen, passed, sizeWords } from '../verdicts.ts';

export const modelWritten: Check = {
  id: 'model-written',
  rule: 'A job that succeeds leaves its model in /opt/ml/model, from where SageMaker takes it.',
  source: sources.trainingOutput,
  objector: 'buyers suffer',
  phase: 'train',
  look: ({ run }) => {
    if (!run.ok || run.value.ending?.code !== 0) return notSeen('the training did not succeed');
    const { files } = run.value.trained;
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    if (bytes > 0)
      return passed(
        `${files
          .map(({ path }) => path)
          .slice(0, 5)
          .join(', ')}: ${sizeWords(bytes)}`,
      );
    return failed(
      files.length === 0 ? '/opt/ml/model is empty' : 'the files in /opt/ml/model are empty',
      'write the model to the folder that the training is given as its modelDir',
    );
  },
};
