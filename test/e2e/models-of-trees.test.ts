import { describe, expect, test } from 'vitest';
import { judge } from '../../src/model/model-files/grades.ts';
import { madeModels, type Truth } from '../support/made-models.ts';
import { type Environment, pythonOf, titled } from '../support/python.ts';

interface Trees extends Truth {
  readonly task: string;
  readonly columns: number | null;
  readonly names: readonly string[] | null;
  /** Absent where the format does not say it. */
  readonly version?: string;
  readonly classes?: readonly string[];
  /** Absent where it runs. */
  readonly grade?: string;
}

/** The objective as the file says it, where a library has several names for one. */
const plainTask = (task: string) =>
  task.replace(/:.*/, (rest) => (/^:(alpha|[a-z]+=)/.test(rest) ? '' : rest));

const libraries: readonly (readonly [string, Environment, number])[] = [
  ['xgboost', 'xgboost', 180],
  ['lightgbm', 'listing', 36],
  ['catboost', 'catboost', 24],
];

describe.each(libraries)('%s', (library, environment, least) => {
  const python = pythonOf(environment);
  test.skipIf(python.missing)(
    titled('what is read of every model is what the library says of it', python),
    () => {
      const { truths, open } = madeModels<Trees>(`${library}_models.py`, environment);
      expect(truths.length).toBeGreaterThanOrEqual(least);
      for (const { file, grade, task, ...truth } of truths) {
        const found = open(file);
        expect(
          {
            library: found?.library,
            task: plainTask(found?.task ?? ''),
            columns: found?.columns?.count ?? null,
            names: found?.columns?.names ?? null,
            ...(truth.version && { version: found?.version }),
            ...(truth.classes && { classes: found?.classes ?? [] }),
            grade: found && judge(found).grade,
          },
          file,
        ).toEqual({ library, task: plainTask(task), ...truth, grade: grade ?? 'runs' });
      }
    },
  );
});
