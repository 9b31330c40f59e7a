import type { ManifestPath } from '../model/problem.ts';
import { closestName } from '../problem/closest-name.ts';
import { listInWords, pathInWords, valueInWords } from '../problem/phrasing.ts';
import { adviseBase } from './advise-base.ts';
import type { Explained, Explaining } from './explained.ts';

export function explainType({ fault, written }: Explaining): Explained {
  const wanted = [fault.params['type']].flat().map((type) => typeWords[String(type)] ?? String(type));
  const subject = pathInWords(fault.path);
  if (fault.value === null)
    return {
      code: 'wrong-type',
      what: `${subject} is empty, and it must be ${listInWords(wanted)}`,
      fix: 'give it a value, or remove the key',
    };
  if (typeof fault.value === 'number' && wanted.includes('text'))
    return numberForText(subject, fault.value, written);
  const isScalar = typeof fault.value !== 'object';
  if (wanted.includes('a list') && isScalar)
    return {
      code: 'wrong-type',
      what: `${subject} is ${valueInWords(fault.value)}, and it must be a list`,
      fix: `put it in brackets: [${written}]`,
    };
  if (wanted.includes('text') && isScalar)
    return {
      code: 'wrong-type',
      what: `${subject} is ${valueInWords(fault.value)}, and it must be text`,
      fix: `put it in quotes: "${written}"`,
    };
  return {
    code: 'wrong-type',
    what: `${subject} is ${valueInWords(fault.value)}, and it must be ${listInWords(wanted)}`,
    fix: `write ${listInWords(wanted)} here`,
  };
}

const typeWords: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'a map of keys',
  array: 'a list',
};

/** For an unquoted 3.10 YAML gives the number 3.1; only the source text still has the zero. */
function numberForText(subject: string, value: number, written: string): Explained {
  const lostDigits = String(value) !== written;
  return {
    code: lostDigits ? 'version-not-text' : 'wrong-type',
    what: `${subject} is the number ${value}, and it must be text`,
    ...(lostDigits && { because: `YAML reads an unquoted ${written} as the number ${value}` }),
    fix: `put it in quotes: "${written}"`,
  };
}

export function explainEnum({ fault, ground }: Explaining): Explained {
  const allowed = [fault.params['allowedValues']].flat().map(String);
  const near = typeof fault.value === 'string' ? closestName(fault.value, allowed) : undefined;
  const isShort = allowed.length <= 10;
  const names = listInWords(allowed);
  const is = `${pathInWords(fault.path)} is ${valueInWords(fault.value)}`;
  const what = isShort
    ? `${is}; it can be ${names}`
    : `${is}, which is none of the ${allowed.length} that it can be`;
  if (typeof fault.value === 'string' && isPlaceOfBase(fault.path))
    return { code: 'value-not-allowed', what, ...adviseBase(fault.value, ground) };
  return {
    code: 'value-not-allowed',
    what,
    fix: near ? `write \`${near}\`` : isShort ? 'choose one of them' : `choose one of ${names}`,
  };
}

function isPlaceOfBase(path: ManifestPath): boolean {
  return /^(base(\.os)?|policy\.bases\.\d+)$/.test(path.join('.'));
}

export function explainConst({ fault }: Explaining): Explained {
  const allowed = String(fault.params['allowedValue']);
  const what = `${pathInWords(fault.path)} is ${valueInWords(fault.value)}; it can only be ${allowed}`;
  return { code: 'value-not-allowed', what, fix: `write \`${allowed}\`` };
}
