import { parse } from 'yaml';

/** The value of a YAML text of somebody else's program; undefined where it is none, or refers to itself too often. */
export function plainYaml(text: string): unknown {
  try {
    return parse(text, { logLevel: 'silent', maxAliasCount: 50 });
  } catch {
    return undefined;
  }
}
