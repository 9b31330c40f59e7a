import type { MapNode, TreeNode } from '../model/manifest-tree.ts';
import type { ManifestPath, Problem } from '../model/problem.ts';
import { closestName } from '../problem/closest-name.ts';
import { listInWords, pathInWords, valueInWords } from '../problem/words.ts';
import type { SchemaFault } from './compile-schema.ts';

/** What the schema refused, each mistake once and in the seller's words. */
export function explainSchemaFaults(root: MapNode, faults: readonly SchemaFault[]): Problem[] {
  const misspelt = new Map(faults.flatMap((fault) => misspeltKey(fault, faults)));
  return faults.flatMap((fault) => {
    if (fault.keyword === 'required' && [...misspelt.values()].includes(fault)) return [];
    const explain = explanations[fault.keyword] ?? explainOther;
    return [
      problemFrom(
        fault,
        explain({ fault, written: writtenAt(root, fault.path), missing: misspelt.get(fault) }),
      ),
    ];
  });
}

interface Explained {
  readonly code: string;
  readonly what: string;
  readonly fix: string;
  readonly because?: string;
  /** A key below the faulty value, when the key itself is at fault. */
  readonly key?: string;
}

interface Explaining {
  readonly fault: SchemaFault;
  /** The value as it stands in the file. */
  readonly written: string;
  /** The missing key that an unknown one was probably meant to be. */
  readonly missing: SchemaFault | undefined;
}

type Explanation = (explaining: Explaining) => Explained;

const explanations: Readonly<Record<string, Explanation>> = {
  additionalProperties: explainUnknownKey,
  required: explainMissingKey,
  type: explainType,
  enum: explainEnum,
  const: explainConst,
  maxLength: ({ fault }) => tooMuch(fault, 'too-long', 'characters'),
  minLength: ({ fault }) => tooLittle(fault, 'too-short', 'characters'),
  maxItems: ({ fault }) => tooMuch(fault, 'too-many', 'items'),
  minItems: ({ fault }) => tooLittle(fault, 'too-few', 'items'),
  maxProperties: ({ fault }) => tooMuch(fault, 'too-many', 'keys'),
  minProperties: ({ fault }) => tooLittle(fault, 'too-few', 'keys'),
  minimum: explainBound,
  maximum: explainBound,
  exclusiveMinimum: explainBound,
  uniqueItems: explainTwice,
};

function problemFrom(fault: SchemaFault, { key, ...words }: Explained): Problem {
  const path: ManifestPath = key === undefined ? fault.path : [...fault.path, key];
  const comment = fault.schema['$comment'];
  return {
    ...words,
    severity: 'error',
    at: { path, target: key === undefined ? 'value' : 'key' },
    ...(words.because === undefined && typeof comment === 'string' && { because: comment }),
  };
}

/** An unknown key beside a missing one of nearly the same name is one mistake, not two. */
function misspeltKey(fault: SchemaFault, faults: readonly SchemaFault[]): [SchemaFault, SchemaFault][] {
  const written = fault.params['additionalProperty'];
  if (typeof written !== 'string') return [];
  const missing = faults.filter(
    (other) => other.keyword === 'required' && other.path.join('\n') === fault.path.join('\n'),
  );
  const name = closestName(written, missing.map(missingName));
  return missing.filter((other) => missingName(other) === name).map((other) => [fault, other]);
}

function missingName(fault: SchemaFault): string {
  return String(fault.params['missingProperty']);
}

function explainUnknownKey({ fault, missing }: Explaining): Explained {
  const key = String(fault.params['additionalProperty']);
  const inWords = pathInWords([...fault.path, key]);
  if (missing) {
    const meant = pathInWords([...fault.path, missingName(missing)]);
    return {
      code: 'unknown-key',
      key,
      what: `${inWords} is not a known key, and ${meant} is missing`,
      fix: `rename the key to \`${missingName(missing)}\``,
    };
  }
  const allowed = Object.keys(Object(fault.schema['properties']));
  const near = closestName(key, allowed);
  return {
    code: 'unknown-key',
    key,
    what: `${inWords} is not a known key`,
    fix: near
      ? `rename the key to \`${near}\``
      : `remove it, or use one of ${listInWords(allowed.map((name) => `\`${name}\``))}`,
  };
}

function explainMissingKey({ fault }: Explaining): Explained {
  const name = missingName(fault);
  const member = Object(Object(fault.schema['properties'])[name]);
  const example = Array.isArray(member.examples) ? member.examples[0] : (member.const ?? member.enum?.[0]);
  const paste = example === undefined ? `\`${name}\`` : `\`${name}: ${flowYaml(example)}\``;
  const isRoot = fault.path.length === 0;
  return {
    code: 'missing-key',
    what: `${pathInWords([...fault.path, name])} is missing`,
    fix: isRoot ? `add a line such as ${paste}` : `add ${paste} under ${pathInWords(fault.path)}`,
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

function explainType({ fault, written }: Explaining): Explained {
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

/** YAML has already dropped the zero of an unquoted 3.10 when we get it; the source text still has it. */
function numberForText(subject: string, value: number, written: string): Explained {
  const lostDigits = String(value) !== written;
  return {
    code: lostDigits ? 'version-not-text' : 'wrong-type',
    what: `${subject} is the number ${value}, and it must be text`,
    ...(lostDigits && { because: `YAML reads an unquoted ${written} as the number ${value}` }),
    fix: `put it in quotes: "${written}"`,
  };
}

function explainEnum({ fault }: Explaining): Explained {
  const allowed = [fault.params['allowedValues']].flat().map(String);
  const near = typeof fault.value === 'string' ? closestName(fault.value, allowed) : undefined;
  const what = `${pathInWords(fault.path)} is ${valueInWords(fault.value)}; it can be ${listInWords(allowed)}`;
  return {
    code: 'value-not-allowed',
    what,
    fix: near ? `write \`${near}\`` : `choose one of them, for example \`${allowed.at(-1)}\``,
  };
}

function explainConst({ fault }: Explaining): Explained {
  const allowed = String(fault.params['allowedValue']);
  const what = `${pathInWords(fault.path)} is ${valueInWords(fault.value)}; it can only be ${allowed}`;
  return { code: 'value-not-allowed', what, fix: `write \`${allowed}\`` };
}

function tooMuch(fault: SchemaFault, code: string, unit: string): Explained {
  const limit = Number(fault.params['limit']);
  return {
    code,
    what: `${pathInWords(fault.path)} has ${sizeOf(fault.value)} ${unit}, and ${limit} is the most`,
    fix: `bring it down to ${limit} ${unit} or fewer`,
  };
}

function tooLittle(fault: SchemaFault, code: string, unit: string): Explained {
  const limit = Number(fault.params['limit']);
  const size = sizeOf(fault.value);
  return {
    code,
    what: `${pathInWords(fault.path)} has ${size === 0 ? 'no' : size} ${unit}, and ${limit} is the least`,
    fix: `give it ${limit} or more, or remove the key where it is optional`,
  };
}

function explainBound({ fault }: Explaining): Explained {
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

function explainTwice({ fault }: Explaining): Explained {
  const items: unknown = fault.value;
  const second = Number(fault.params['i']);
  const twice = Array.isArray(items) ? valueInWords(items[second]) : 'an item';
  return {
    code: 'listed-twice',
    what: `${pathInWords(fault.path)} holds ${twice} twice`,
    fix: 'remove one of the two',
  };
}

function explainOther({ fault }: Explaining): Explained {
  return {
    code: 'wrong-value',
    what: `${pathInWords(fault.path)} is ${valueInWords(fault.value)}, which does not fit here`,
    fix: 'compare it with the example in the schema',
  };
}

function sizeOf(value: unknown): number {
  if (typeof value === 'string') return [...value].length;
  return Array.isArray(value) ? value.length : Object.keys(Object(value)).length;
}

function flowYaml(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flowYaml).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{ ${Object.entries(value)
      .map(([key, item]) => `${key}: ${flowYaml(item)}`)
      .join(', ')} }`;
  return String(value);
}

function writtenAt(root: MapNode, path: ManifestPath): string {
  let node: TreeNode | undefined = root;
  for (const step of path)
    node =
      node?.kind === 'map'
        ? node.entries.get(String(step))?.value
        : node?.kind === 'list'
          ? node.items[Number(step)]
          : undefined;
  return node?.kind === 'scalar' ? node.written : '';
}
