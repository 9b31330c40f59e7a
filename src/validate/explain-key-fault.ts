import { closestName } from '../problem/closest-name.ts';
import { listInWords, pathInWords } from '../problem/phrasing.ts';
import { flowYaml } from '../problem/yaml-words.ts';
import type { Explained, Explaining } from './explained.ts';
import type { SchemaFault } from './schema-check.ts';

export function explainUnknownKey({ fault, missing }: Explaining): Explained {
  const key = String(fault.params['additionalProperty']);
  const inWords = pathInWords([...fault.path, key]);
  if (missing) {
    const meant = pathInWords([...fault.path, missingName(missing)]);
    return {
      code: 'unknown-key',
      key,
      what: `${inWords} is not a known key, and ${meant} is missing`,
      fix: isValueOf(missing, key)
        ? `write  ${missingName(missing)}: ${key}  in its place`
        : (spaceAfter([missingName(missing)], key) ?? `rename the key to \`${missingName(missing)}\``),
    };
  }
  const allowed = Object.keys(Object(fault.schema['properties']));
  const near = closestName(key, allowed);
  return {
    code: 'unknown-key',
    key,
    what: `${inWords} is not a known key`,
    fix:
      spaceAfter(allowed, key) ??
      (near
        ? `rename the key to \`${near}\``
        : `remove it, or use one of ${listInWords(allowed.map((name) => `\`${name}\``))}`),
  };
}

export function explainMissingKey({ fault }: Explaining): Explained {
  const name = missingName(fault);
  const path = [...fault.path, name];
  const [example] = fault.facts(path).examples;
  const paste = example === undefined ? `\`${name}\`` : `\`${name}: ${flowYaml(example)}\``;
  const isRoot = fault.path.length === 0;
  return {
    code: 'missing-key',
    what: `${pathInWords(path)} is missing`,
    fix: isRoot
      ? `add a line such as ${paste}${elsewise[name] ?? ''}`
      : `add ${paste} under ${pathInWords(fault.path)}`,
  };
}

/** What may stand in place of a missing member. */
const elsewise: Readonly<Record<string, string>> = {
  framework: '; or name an image of your own in `image`, in place of `framework` and `base`',
};

/** `{ name:epochs }`: without a space after its colon the whole is a key. */
export function isJoined(name: string, key: string): boolean {
  return key.startsWith(`${name}:`);
}

function spaceAfter(names: readonly string[], key: string): string | undefined {
  const name = names.find((one) => isJoined(one, key));
  return name && `put a space after the colon:  ${name}: ${key.slice(name.length + 1)}`;
}

/** `framework: { pytorch: … }`: the key is what the missing member would say. */
export function isValueOf(missing: SchemaFault, key: string): boolean {
  return missing.facts([...missing.path, missingName(missing)]).allowed.includes(key);
}

export function missingName(fault: SchemaFault): string {
  return String(fault.params['missingProperty']);
}
