import type { Obstacle } from '../found-model.ts';
import type { Estimator } from './estimator.ts';
import { arrayOf } from './numpy-values.ts';
import { isDict, isObject, itemsOf, memberOf, type Pickled, type PickledObject } from './pickled.ts';
import { hasPredict } from './sklearn-estimators.ts';

/** Why a handler that calls `predict` with an array of numbers does not answer for an estimator. */
export function obstacleOf({ root, first, last, columns }: Estimator): Obstacle | undefined {
  const silent = [root, last].find((object) => !answers(object));
  if (silent) return { because: `${shortName(silent.of)} has no \`predict\``, fix: callsAnother };
  const parts = objectsIn(first, last);
  const words = parts.find(({ of }) => /\.(?:\w*Vectorizer|FeatureHasher)$/.test(of));
  if (words)
    return {
      because: `its ${shortName(words.of)} takes texts, and the handler hands over numbers`,
      fix: `write  TAKES = "values"  in python/model.py, and give \`predict\` the texts of the records`,
    };
  const named = parts.find(picksByName);
  if (named) return { because: `its ${shortName(named.of)} picks columns by name`, fix: makesFrame };
  const texts = parts.find(hasTextCategories);
  if (texts) return { because: `its ${shortName(texts.of)} knows texts in the records`, fix: makesFrame };
  if (!columns)
    return {
      because: `the file does not say how many columns ${shortName(root.of)} takes`,
      fix: 'put a record that it takes into samples/text-csv.csv, and look at python/model.py',
    };
  return undefined;
}

const callsAnother = 'in python/model.py, call the method that gives your answer, such as `transform`';
const makesFrame =
  'write  TAKES = "values"  in python/model.py, and make the data frame that it takes of the records';

function answers(object: PickledObject): boolean {
  if (/\.LocalOutlierFactor$/.test(object.of)) return memberOf(object, 'novelty') === true;
  return !object.of.startsWith('sklearn.') || hasPredict(object.of);
}

function picksByName(object: PickledObject): boolean {
  if (!/\.ColumnTransformer$/.test(object.of)) return false;
  const transformers = itemsOf(memberOf(object, 'transformers'));
  return transformers.some((transformer) => {
    const chosen = itemsOf(transformer)[2];
    const values = arrayOf(chosen)?.values ?? [chosen, ...itemsOf(chosen)];
    return values.some((value) => typeof value === 'string');
  });
}

function hasTextCategories(object: PickledObject): boolean {
  const categories = itemsOf(memberOf(object, 'categories_'));
  return categories.some((array) => arrayOf(array)?.values.some((value) => typeof value === 'string'));
}

const mostObjects = 20_000;

/** The objects within, each once. */
function objectsIn(...roots: readonly Pickled[]): readonly PickledObject[] {
  const seen = new Set<Pickled>();
  const waiting = [...roots];
  for (let value = waiting.pop(); value !== undefined && seen.size < mostObjects; value = waiting.pop()) {
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    if (isDict(value)) waiting.push(...value.entries.map(([, member]) => member));
    if (isObject(value)) waiting.push(value.args, value.state ?? null);
    waiting.push(...itemsOf(value));
  }
  return [...seen].filter(isObject);
}

export function shortName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
