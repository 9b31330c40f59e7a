import type { Answers } from '../answers.ts';
import type { Framework } from '../catalogue.ts';
import type { Field } from '../manifest.ts';
import { isBefore } from '../version-order.ts';
import type { FoundModel } from './found-model.ts';
import { servedBy } from './grades.ts';

/** What a model says about its listing, for the answers that the seller did not give. */
export function answersForModel(
  found: FoundModel,
  frameworks: readonly Framework[],
): Pick<Answers, 'framework' | 'frameworkVersion' | 'fields' | 'input'> {
  const { framework } = servedBy(found);
  const entry = frameworks.find(({ name }) => name === framework);
  return {
    framework,
    frameworkVersion: entry && versionFor(found, entry),
    fields: fieldsFor(found),
    input: takesRows(found) ? ['text/csv', 'application/json'] : ['application/json', 'application/x-npy'],
  };
}

/**
 * scikit-learn reads what its own version saved; the others read all that older ones saved, so the newest that was tried
 * is right unless the model is newer.
 */
function versionFor({ library, version }: FoundModel, { name, versions }: Framework): string | undefined {
  if (version === undefined || library !== name) return undefined;
  const newest = versions[0]?.packages[0]?.version ?? '';
  return name === 'scikit-learn' || isBefore(newest, version) ? version : undefined;
}

/** More columns make a manifest that nobody reads. */
const mostFields = 200;

function fieldsFor({ columns, example }: FoundModel): readonly Field[] {
  const { names = [], mayLack = false } = columns ?? {};
  const isFit = names.every(isFieldName) && new Set(names).size === names.length;
  if (!isFit || names.length > mostFields) return [];
  return names.map((name, index) => {
    const text = columns?.texts?.get(name);
    const value = text ?? example?.[index];
    return {
      name,
      type: text === undefined ? 'number' : 'string',
      ...(mayLack && { required: false }),
      ...(value !== undefined && { example: value }),
    };
  });
}

function isFieldName(name: string): boolean {
  const isPlain = !/[,"\p{Cc}\u2028\u2029]/u.test(name) && name === name.trim();
  return isPlain && name.length > 0 && name.length <= 256 && name !== '__proto__' && name !== 'instances';
}

/** Records with one axis. */
function takesRows({ inputs = [] }: FoundModel): boolean {
  return inputs.every(({ shape }) => shape.length <= 2);
}
