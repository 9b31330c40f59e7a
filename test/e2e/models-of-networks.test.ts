import { expect, test } from 'vitest';
import { judge } from '../../src/model/model-files/grades.ts';
import { madeModels, type Truth } from '../support/made-models.ts';
import { pythonOf, titled } from '../support/python.ts';

interface Network extends Truth {
  readonly format: string;
  readonly grade: string;
}

interface Torch extends Network {
  readonly columns: number | null;
  /** What a file of weights holds. */
  readonly holds?: string;
}

const pytorch = pythonOf('pytorch');
const tensorflow = pythonOf('tensorflow');

test.skipIf(pytorch.missing)(titled('what is read of a model of PyTorch is what it is', pytorch), () => {
  const { truths, open } = madeModels<Torch>('pytorch_models.py', 'pytorch');
  expect(truths.length).toBeGreaterThan(35);
  for (const { file, holds, ...truth } of truths) {
    const found = open(file);
    const grade = found && judge(found).grade;
    expect({ format: found?.format, columns: found?.columns?.count ?? null, grade }, file).toEqual(truth);
    if (holds !== undefined) expect(Object.fromEntries(found?.more ?? []), file).toEqual({ holds });
  }
});

interface Keras extends Network {
  readonly version: string | null;
  readonly shapes: readonly (readonly (number | null)[])[];
  readonly classes: readonly string[];
}

test.skipIf(tensorflow.missing)(
  titled('what is read of a model of Keras is what Keras says of it', tensorflow),
  () => {
    const { truths, open } = madeModels<Keras>('tensorflow_models.py', 'tensorflow');
    expect(truths.length).toBeGreaterThan(20);
    for (const { file, ...truth } of truths) {
      const found = open(file);
      expect(
        {
          format: found?.format,
          version: found?.version ?? null,
          shapes: (found?.inputs ?? []).map(({ shape }) => shape),
          classes: found?.steps ?? [],
          grade: found && judge(found).grade,
        },
        file,
      ).toEqual(truth);
    }
  },
);
