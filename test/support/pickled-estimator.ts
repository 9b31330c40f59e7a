/** A text as pickle's protocol 2 writes it. */
const text = (word: string) => `X${String.fromCharCode(word.length)}\0\0\0${word}`;

/** An estimator with two columns, as pickle's protocol 2 writes it. */
export const pickledEstimator = (module: string, name: string, more = '') =>
  Uint8Array.from(
    `\x80\x02c${module}\n${name}\n)\x81}(${text('n_features_in_')}K\x02${text('_sklearn_version')}${text('1.9.1')}${more}ub.`,
    (letter) => letter.charCodeAt(0),
  );

export const pickledRidge = pickledEstimator('sklearn.linear_model._ridge', 'Ridge');
