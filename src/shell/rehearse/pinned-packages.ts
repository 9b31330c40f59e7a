import { plainName } from '../../text/plain-name.ts';
import { readMaterial } from './read-material.ts';

/** The packages that the requirements of a listing name with one exact version, by their normal names. */
export function pinnedPackages(folder: string): ReadonlyMap<string, string> {
  const texts = ['requirements.txt', 'requirements.lock'].map((name) => readMaterial(folder, name));
  return new Map(texts.flatMap((bytes) => new TextDecoder().decode(bytes).split('\n').flatMap(pinIn)));
}

function pinIn(line: string): readonly [string, string][] {
  const pin = /^\s*([\w.-]+)\s*(?:\[[^\]]*\])?\s*==\s*([\w.!+]+)(?=\s|;|#|\\|$)/.exec(line);
  const [, name, version] = pin ?? [];
  if (name === undefined || version === undefined) return [];
  return [[plainName(name), version]];
}
