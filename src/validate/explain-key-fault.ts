import { closestName } from '../problem/closest-name.ts';
import { listInWords, pathInWords } from '../problem/phrasing.ts';
import type { SchemaFault } from './compile-schema.ts';
import type { Explained, Explaining } from './explained.ts';

export function explainUnknownKey({ fault, missing }: Explaining): Explained {
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

export function explainMissingKey({ fault }: Explaining): Explained {
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

export function missingName(fault: SchemaFault): string {
  return String(fault.params['missingProperty']);
}

function flowYaml(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flowYaml).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{ ${Object.entries(value)
      .map(([key, item]) => `${key}: ${flowYaml(item)}`)
      .join(', ')} }`;
  return String(value);
}
