import { seenFrom } from '../text/paths-beside.ts';
import type { ImportedName } from './typescript-module.ts';

const width = 110;

export function printTypescriptImports(path: string, imports: readonly ImportedName[]): string {
  return printed(path, 'import', imports);
}

/** `export … from` */
export function printPassedOn(path: string, names: readonly ImportedName[]): string {
  return printed(path, 'export', names);
}

function printed(path: string, word: 'import' | 'export', names: readonly ImportedName[]): string {
  const places = Map.groupBy(names, ({ from }) => placeOf(path, from));
  return [...places]
    .sort(([one], [other]) => rank(one) - rank(other) || (one < other ? -1 : 1))
    .flatMap(([place, found]) => statements(word, place, found))
    .join('\n');
}

/** Node's modules come first, then what is furthest away. */
function rank(place: string): number {
  if (!place.startsWith('.')) return 0;
  return place.startsWith('..') ? 1 : 2;
}

function placeOf(path: string, from: string): string {
  return from.startsWith('runtime/') || from.startsWith('src/') ? seenFrom(path, from) : from;
}

function statements(word: string, place: string, names: readonly ImportedName[]): readonly string[] {
  const [all, some] = [names.filter(({ name }) => name === '*'), names.filter(({ name }) => name !== '*')];
  const wholes = [...new Set(all.map(({ local }) => local))].map(
    (local) => `${word} * as ${local} from '${place}';`,
  );
  if (some.length === 0) return wholes;
  const isType = some.every((one) => one.isType);
  const words = [...Map.groupBy(some, ({ local }) => local)]
    .sort(([one], [other]) => one.localeCompare(other, 'en', { numeric: true }))
    .map(([local, uses]) => {
      const type = !isType && uses.every((use) => use.isType) ? 'type ' : '';
      const name = uses[0]?.name ?? local;
      return `${type}${name === local ? name : `${name} as ${local}`}`;
    });
  const start = `${word} ${isType ? 'type ' : ''}{`;
  const line = `${start} ${words.join(', ')} } from '${place}';`;
  return [...wholes, line.length <= width ? line : `${start}\n  ${words.join(',\n  ')},\n} from '${place}';`];
}
