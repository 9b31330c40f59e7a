import type { ProblemCode } from '../model/problem-code.ts';
import { pathInWords, valueInWords } from '../problem/phrasing.ts';
import type { Explained, Explaining } from './explained.ts';
import type { SchemaFault } from './schema-check.ts';

export function tooMuch(fault: SchemaFault, code: ProblemCode, unit: string): Explained {
  const limit = Number(fault.params['limit']);
  return {
    code,
    what: `${pathInWords(fault.path)} has ${sizeOf(fault.value)} ${unit}, and ${limit} is the most`,
    fix: `bring it down to ${limit} ${unit} or fewer`,
  };
}

export function tooLittle(fault: SchemaFault, code: ProblemCode, unit: string): Explained {
  const limit = Number(fault.params['limit']);
  const size = sizeOf(fault.value);
  return {
    code,
    what: `${pathInWords(fault.path)} has ${size === 0 ? 'no' : size} ${unit}, and ${limit} is the least`,
    fix: `give it ${limit} or more, or remove the key where it is optional`,
  };
}

export function explainBound({ fault }: Explaining): Explained {
  const limit = fault.params['limit'];
  const side: Readonly<Record<string, string>> = {
    '>=': 'or more',
    '<=': 'or less',
    '>': 'and more',
    '<': 'and less',
  };
  const direction = side[String(fault.params['comparison'])] ?? '';
  return {
    code: 'out-of-range',
    what: `${pathInWords(fault.path)} is ${String(fault.value)}, and it must be ${limit} ${direction}`,
    fix: `write a number of ${limit} ${direction}`,
  };
}

export function explainTwice({ fault }: Explaining): Explained {
  const items: unknown = fault.value;
  const second = Number(fault.params['i']);
  const twice = Array.isArray(items) ? valueInWords(items[second]) : 'an item';
  return {
    code: 'listed-twice',
    what: `${pathInWords(fault.path)} holds ${twice} twice`,
    fix: 'remove one of the two',
  };
}

function sizeOf(value: unknown): number {
  if (typeof value === 'string') return [...value].length;
  return Array.isArray(value) ? value.length : Object.keys(Object(value)).length;
}
