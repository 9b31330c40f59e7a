import { expect, test } from 'vitest';
import { judge } from '../../src/model/model-files/grades.ts';
import { madeModels, type Truth } from '../support/made-models.ts';
import { pythonOf, titled } from '../support/python.ts';

const python = pythonOf('listing');

interface Estimator extends Truth {
  readonly class: string;
  readonly version: string;
  readonly columns: number | null;
  readonly names: readonly string[] | null;
  readonly classes: readonly string[] | null;
  readonly predicts: boolean;
}

test.skipIf(python.missing)(
  titled('what is read of every estimator is what scikit-learn says of it', python),
  () => {
    const { truths, open } = madeModels<Estimator>('scikit_learn_models.py', 'listing');
    expect(truths.length).toBeGreaterThan(120);
    for (const truth of truths) {
      const found = open(truth.file);
      const { grade, because } = judge(found ?? { format: 'pickle' });
      expect(
        {
          class: found?.class,
          version: found?.version,
          columns: found?.columns?.count ?? null,
          names: found?.columns?.names ?? null,
          classes: truth.classes && found?.classes,
          isWhole: !found?.isPartlyRead,
        },
        truth.file,
      ).toEqual({
        class: truth.class,
        version: truth.version,
        columns: truth.columns,
        names: truth.names,
        classes: truth.classes,
        isWhole: true,
      });
      expect([grade, because], truth.file).toEqual(
        truth.predicts && truth.columns !== null
          ? ['runs', expect.anything()]
          : ['needs-load', expect.stringMatching(truth.predicts ? /columns/ : /no `predict`/)],
      );
    }
  },
);
