import type { Obstacle } from '../found-model.ts';
import type { Estimator } from './estimator.ts';
import { objectsIn } from './objects-in.ts';
import { memberOf, type PickledObject } from './pickled.ts';
import { hasPredict } from './sklearn-estimators.ts';
import { hasTextCategories, textColumns } from './text-columns.ts';

/** Why a handler that calls `predict` with an array of numbers does not answer for an estimator. */
export function obstacleOf({ root, first, last, columns }: Estimator): Obstacle | undefined {
  const silent = [root, last].find((object) => !answers(object));
  if (silent) return { because: `${shortName(silent.of)} has no \`predict\``, fix: callsAnother };
  const parts = objectsIn(first, last);
  const words = parts.find(({ of }) => /\.FeatureHasher$/.test(of));
  if (words)
    return {
      because: `its ${shortName(words.of)} takes dicts, and the handler hands over rows`,
      fix: `write  TAKES = "values"  in python/model.py, and give \`predict\` the objects of the records`,
    };
  const named = parts.find(hasTextCategories);
  if (named && !textColumns(first, columns?.names ?? []))
    return {
      because: `its ${shortName(named.of)} knows texts, and the file does not say of which columns`,
      fix: 'put a record that it takes into samples/text-csv.csv and samples/application-json.json',
    };
  if (!columns)
    return {
      because: `the file does not say how many columns ${shortName(root.of)} takes`,
      fix: 'put a record that it takes into samples/text-csv.csv, and look at python/model.py',
    };
  return undefined;
}

const callsAnother = 'in python/model.py, call the method that gives your answer, such as `transform`';
function answers(object: PickledObject): boolean {
  if (/\.LocalOutlierFactor$/.test(object.of)) return memberOf(object, 'novelty') === true;
  return !object.of.startsWith('sklearn.') || hasPredict(object.of);
}

export function shortName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
