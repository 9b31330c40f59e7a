import type { ManifestPath } from '../model/problem.ts';
import { closestName } from '../problem/closest-name.ts';
import { listInWords, pathInWords, valueInWords } from '../problem/phrasing.ts';
import { adviseBase } from './advise-base.ts';
import type { Explained, Explaining } from './explained.ts';
import { fixForType, likeExample, typesInWords } from './fix-for-type.ts';
import { usualName } from './usual-names.ts';

export function explainType({ fault, written, items }: Explaining): Explained {
  const { value, path } = fault;
  const what = `${pathInWords(path)} is ${valueInWords(value)}, and it must be ${typesInWords(fault)}`;
  const fix = fixForType(fault, written, items);
  // For an unquoted 3.10 YAML gives the number 3.1; only the source text still has the zero.
  const lostDigits = typeof value === 'number' && String(value) !== written && fix.includes('quotes');
  return {
    code: lostDigits ? 'version-not-text' : 'wrong-type',
    what,
    ...(lostDigits && { because: `YAML reads an unquoted ${written} as the number ${value}` }),
    fix,
  };
}

export function explainEnum({ fault, ground }: Explaining): Explained {
  const { value, path } = fault;
  const allowed = [fault.params['allowedValues']].flat().map(String);
  const others = typesInWords({ ...fault, params: fault.schema }, ['string']);
  const isShort = allowed.length <= 15;
  const names = listInWords(others ? [...allowed, others] : allowed);
  const is = `${pathInWords(path)} is ${valueInWords(value)}`;
  const what = isShort
    ? `${is}; it can be ${names}`
    : `${is}, which is none of the ${allowed.length} that it can be`;
  const code = 'value-not-allowed';
  if (typeof value !== 'string') return { code, what, fix: fixForOther() ?? chooseOne() };
  if (isPlaceOfBase(path)) return { code, what, ...adviseBase(value, ground) };
  const near = usualName(value, allowed) ?? closestName(value, allowed);
  return { code, what, fix: near ? `write \`${near}\`` : (fixForOther() ?? chooseOne()) };

  function fixForOther(): string | undefined {
    if (!others) return undefined;
    return /^\d+$/.test(String(value))
      ? `write ${value} without quotes`
      : likeExample({ ...fault, value: undefined });
  }

  function chooseOne(): string {
    return isShort ? 'choose one of them' : `choose one of ${names}`;
  }
}

function isPlaceOfBase(path: ManifestPath): boolean {
  return /^(base(\.os)?|policy\.bases\.\d+)$/.test(path.join('.'));
}

export function explainConst({ fault }: Explaining): Explained {
  const allowed = String(fault.params['allowedValue']);
  const what = `${pathInWords(fault.path)} is ${valueInWords(fault.value)}; it can only be ${allowed}`;
  const fix = fault.value === allowed ? `write ${allowed} without quotes` : `write \`${allowed}\``;
  return { code: 'value-not-allowed', what, fix };
}
