import type { JsonObject } from './job-config.ts';
import type { HyperparameterRule } from './rules.ts';

export interface CheckedHyperparameters {
  /** Converted to their types. Defaults are filled in. */
  readonly values: Readonly<Record<string, string | number>>;
  /** As written in the job, because the spelling can matter to a script. */
  readonly texts: Readonly<Record<string, string>>;
}

/** Added to jobs by the tuner and the Python SDK. They do not belong to the product, but they are allowed. */
const added = /^(_tuning_objective_metric$|sagemaker_)/;

export function checkHyperparameters(
  given: JsonObject,
  rules: readonly HyperparameterRule[],
  faults: string[],
): CheckedHyperparameters {
  const known = rules.map((rule) => rule.name);
  for (const name of Object.keys(given))
    if (!known.includes(name) && !added.test(name))
      faults.push(`hyperparameter \`${name}\` is not known; known are: ${known.join(', ') || 'none'}`);
  const checked = rules.flatMap((rule) => {
    const isGiven = Object.hasOwn(given, rule.name) && given[rule.name] !== null;
    const written = isGiven ? given[rule.name] : rule.default;
    if (written !== undefined) {
      const value = checkValue(rule, plainText(written), faults);
      // A script that expects a whole number cannot parse `3.0`.
      return [{ name: rule.name, value, text: rule.kind === 'integer' ? `${value}` : asWritten(written) }];
    }
    if (rule.required) faults.push(`hyperparameter \`${rule.name}\` is required and was not given`);
    return [];
  });
  return {
    values: Object.fromEntries(checked.map(({ name, value }) => [name, value])),
    texts: Object.fromEntries(checked.map(({ name, text }) => [name, text])),
  };
}

function asWritten(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Every value is a string, and the Python SDK may have encoded it as JSON again: `"\"log\""`. */
function plainText(value: unknown): string {
  const text = asWritten(value);
  if (!/^".*"$/s.test(text)) return text;
  try {
    return String(JSON.parse(text));
  } catch {
    return text;
  }
}

function checkValue(rule: HyperparameterRule, text: string, faults: string[]): string | number {
  const { kind, values = [], min = -Infinity, max = Infinity } = rule;
  const found = `hyperparameter \`${rule.name}\` is ${JSON.stringify(text)}`;
  if (kind === 'free-text') return text;
  if (kind === 'categorical') {
    if (!values.includes(text)) faults.push(`${found}; it can be: ${values.join(', ')}`);
    return text;
  }
  const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text.trim()) ? Number(text) : Number.NaN;
  const isInKind = kind === 'integer' ? Number.isSafeInteger(number) : Number.isFinite(number);
  if (!isInKind) faults.push(`${found}, which is not ${kind === 'integer' ? 'a whole number' : 'a number'}`);
  else if (number < min) faults.push(`${found}; the least is ${min}`);
  else if (number > max) faults.push(`${found}; the most is ${max}`);
  return number;
}
