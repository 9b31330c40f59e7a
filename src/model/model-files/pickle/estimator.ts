import type { Columns } from '../found-model.ts';
import { arrayOf } from './numpy-values.ts';
import { isObject, itemsOf, memberOf, type Pickled, type PickledObject } from './pickled.ts';
import { textColumns } from './text-columns.ts';

/** An estimator of scikit-learn, or of a library that follows its conventions. */
export interface Estimator {
  readonly root: PickledObject;
  readonly steps: readonly string[];
  readonly columns: Columns | undefined;
  readonly classes: readonly string[];
  /** The objects that get the records first, and that answer. */
  readonly first: PickledObject;
  readonly last: PickledObject;
}

export function estimatorOf(root: PickledObject): Estimator {
  const steps = stepsOf(inner(root));
  const first = inner(steps[0] ?? root);
  const last = inner(steps.at(-1) ?? root);
  const columns = columnsOf(root) ?? columnsOf(first);
  const texts = textColumns(first, columns?.names ?? []);
  return {
    root,
    steps: steps.map(({ of }) => of),
    columns: columns && { ...columns, ...(texts && texts.size > 0 && { texts }) },
    classes: [root, inner(root), last].map(classesOf).find((classes) => classes.length > 0) ?? [],
    first,
    last,
  };
}

/** What a search over parameters has found, or what a wrapper wraps. */
function inner(object: PickledObject): PickledObject {
  for (const name of ['best_estimator_', 'estimator_', 'regressor_']) {
    const within = memberOf(object, name);
    if (isObject(within)) return within;
  }
  return object;
}

/** The steps of a pipeline, without those that pass everything on. */
function stepsOf(object: PickledObject): readonly PickledObject[] {
  if (!/\.Pipeline$/.test(object.of)) return [];
  return itemsOf(memberOf(object, 'steps')).flatMap((step) => {
    const [, estimator] = itemsOf(step);
    return isObject(estimator) ? [estimator] : [];
  });
}

function columnsOf(object: PickledObject): Columns | undefined {
  const names = textsIn(memberOf(object, 'feature_names_in_'));
  const said = ['n_features_in_', '_n_features_in', '_n_features'].map((name) => memberOf(object, name));
  const count = said.find((value) => typeof value === 'number') ?? names.length;
  if (typeof count !== 'number' || count < 1) return undefined;
  return { count, ...(names.length === count && { names }), mayLack: takesMissing.test(object.of) };
}

/** Estimators that take NaN for a missing value. */
const takesMissing =
  /\.(?:HistGradientBoosting(?:Classifier|Regressor)|SimpleImputer|KNNImputer|IterativeImputer|LGBM\w+|XGB\w+)$/;

function classesOf(object: PickledObject): readonly string[] {
  const array = arrayOf(memberOf(object, 'classes_') ?? memberOf(object, '_classes'));
  return array?.values.map(String) ?? [];
}

function textsIn(value: Pickled | undefined): readonly string[] {
  const values = arrayOf(value)?.values ?? [];
  return values.filter((item) => typeof item === 'string');
}
