import { requirementLines } from '../imports/read-requirements.ts';
import { listOf, membersOf, textOf } from '../model/model-files/json-values.ts';
import { plainName } from '../text/plain-name.ts';

/** A package that a project asks for, and the file that says so. */
export interface DeclaredPackage {
  readonly name: string;
  /** What follows the name: `==1.2.2`, `>=1,<2`; empty for any version. */
  readonly versions: string;
  readonly path: string;
}

/** The version that is asked for, where it is one. */
export function pinnedVersion({ versions }: DeclaredPackage): string | undefined {
  return /^={2,3}(\d+(?:\.\w+)*?)(?:\.\*)?(?:\+[\w.]+)?$/.exec(versions)?.[1];
}

export function inRequirements(path: string, text: string): readonly DeclaredPackage[] {
  return requirementLines(text).flatMap((line) => packageIn(path, line));
}

/** `pandas[excel]>=2 ; python_version < "3.12"`; a line that only pip understands is none. */
export function packageIn(path: string, line: string): readonly DeclaredPackage[] {
  const [, name, versions = ''] =
    /^\s*([A-Za-z0-9][\w.-]*?(?:\s*\[[^\]]*\])?)\s*(?:\(?\s*((?:[=<>!~]=?=?\s*[\w.*+!-]+\s*,?\s*)+)\)?)?\s*(?:;.*|--hash.*)?$/.exec(
      line.length > 300 ? '' : line,
    ) ?? [];
  return name === undefined
    ? []
    : [{ name: name.replace(/\s/g, ''), versions: versions.replace(/\s|,\s*$/g, ''), path }];
}

/** Of `[project]`, and of Poetry’s own table. */
export function inPyproject(path: string, text: string): readonly DeclaredPackage[] {
  const ofProject = /^[ \t]*dependencies[ \t]*=\s*\[([^[\]]*(?:\[[^\]]*\][^[\]]*)*)\]/m.exec(
    sectionOf(text, 'project'),
  )?.[1];
  const listed = [...(ofProject ?? '').matchAll(/"([^"\n]*)"|'([^'\n]*)'/g)].flatMap(([, one, other]) =>
    packageIn(path, one ?? other ?? ''),
  );
  const poetry = sectionOf(text, 'tool.poetry.dependencies')
    .split('\n')
    .flatMap((line) => {
      const [, name, plain, inTable] =
        /^\s*["']?([\w.-]+)["']?\s*=\s*(?:["']([^"']*)["']|\{.*\bversion\s*=\s*["']([^"']*)["'])/.exec(
          line,
        ) ?? [];
      if (name === undefined || name === 'python') return [];
      return [{ name, versions: fromPoetry(plain ?? inTable ?? ''), path }];
    });
  return [...listed, ...poetry];
}

/** What `requires-python`, Poetry or conda says of Python: `3.10` of `>=3.10,<3.12`. */
export function pythonOfPyproject(text: string): string | undefined {
  const said =
    /^[ \t]*requires-python[ \t]*=\s*["']([^"']*)["']/m.exec(sectionOf(text, 'project'))?.[1] ??
    /^[ \t]*python[ \t]*=\s*["']([^"']*)["']/m.exec(sectionOf(text, 'tool.poetry.dependencies'))?.[1];
  return said;
}

function sectionOf(text: string, name: string): string {
  const lines = text.split(/\r?\n/);
  const from = lines.findIndex((line) => line.trim() === `[${name}]`);
  if (from < 0) return '';
  const to = lines.findIndex((line, at) => at > from && /^\s*\[[\w."-]+\]\s*(?:#.*)?$/.test(line));
  return lines.slice(from + 1, to < 0 ? undefined : to).join('\n');
}

function fromPoetry(version: string): string {
  const [, sign, number = ''] = /^\s*([\^~]?)\s*(\d[\w.]*)\s*$/.exec(version) ?? [];
  if (sign === undefined) return version === '*' ? '' : version.replace(/\s/g, '');
  const [first = '0', second = '0'] = number.split('.');
  if (sign === '^')
    return first === '0' ? `>=${number},<0.${Number(second) + 1}` : `>=${number},<${Number(first) + 1}`;
  return sign === '~' ? `>=${number},<${first}.${Number(second) + 1}` : `==${number}`;
}

/** What conda would install; packages of other languages are among them. */
export function inEnvironment(path: string, value: unknown): readonly DeclaredPackage[] {
  return listOf(membersOf(value)['dependencies']).flatMap((item) => {
    const text = textOf(item);
    if (text === undefined)
      return listOf(membersOf(item)['pip']).flatMap((line) => packageIn(path, textOf(line) ?? ''));
    const [, name = '', version] = /^(?:[\w.-]+::)?([\w.-]+)\s*(?:=\s*([\w.*]+))?/.exec(text) ?? [];
    if (name === '' || name === 'python' || name === 'pip') return [];
    if (/[<>!~]|==/.test(text)) return packageIn(path, text.replace(/^[\w.-]+::/, ''));
    return [
      {
        name: condaNames[name] ?? name,
        versions:
          version === undefined
            ? ''
            : `==${version.replace(/\.?\*$/, '')}.*`.replace(/^==(\d+\.\d+\.\d+)\.\*$/, '==$1'),
        path,
      },
    ];
  });
}

const condaNames: Readonly<Record<string, string>> = {
  pytorch: 'torch',
  'py-xgboost': 'xgboost',
  opencv: 'opencv-python-headless',
};

/** By plain name; the first that says a version wins. */
export function byPackage(all: readonly DeclaredPackage[]): ReadonlyMap<string, DeclaredPackage> {
  const found = new Map<string, DeclaredPackage>();
  for (const one of all) {
    const key = plainName(one.name.replace(/\[.*/, ''));
    const before = found.get(key);
    if (!before || (before.versions === '' && one.versions !== '')) found.set(key, one);
  }
  return found;
}
