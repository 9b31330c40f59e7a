import { type Statement, statementsOf } from '../imports/python-statements.ts';
import { type Call, callsIn } from './python-calls.ts';
import { type Constants, constantsIn } from './python-values.ts';

/** A statement, and where it stands. */
export interface PlacedStatement extends Statement {
  /** The function or class at the top of the file that it is in; undefined outside of them. */
  readonly within: string | undefined;
  /** Whether it runs only where the file is run as a program. */
  readonly isMain: boolean;
}

/** A Python file as it is written. Nothing of it runs. */
export interface PythonFile {
  readonly path: string;
  readonly text: string;
  readonly statements: readonly PlacedStatement[];
  readonly calls: readonly PlacedCall[];
  /** The functions at the top of the file, with the line of each. */
  readonly functions: ReadonlyMap<string, number>;
  /** The classes at the top, with what stands in their brackets. */
  readonly classes: ReadonlyMap<string, { readonly bases: string; readonly line: number }>;
  /** What a name stands for by the imports: `np` for `numpy`. */
  readonly names: ReadonlyMap<string, string>;
  readonly constants: Constants;
}

export interface PlacedCall extends Call {
  readonly at: PlacedStatement;
}

export function pythonFile(path: string, text: string): PythonFile {
  const statements = placed(statementsOf(text));
  const names = new Map(statements.flatMap(importedNames));
  const constants = constantsIn(statements);
  const calls = statements.flatMap((at) =>
    callsIn(at, constants).map((call) => ({ ...call, name: wholeName(call.name, names), at })),
  );
  const tops = statements.filter(({ indent, isSameLine }) => indent === 0 && !isSameLine);
  return {
    path,
    text,
    statements,
    calls,
    names,
    constants,
    functions: new Map(tops.flatMap(({ text, line }) => named(/^(?:async\s+)?def\s+(\w+)/, text, line))),
    classes: new Map(
      tops.flatMap(({ text, line }) => {
        const [, name, bases = ''] = /^class\s+(\w+)\s*(?:\((.*)\))?/.exec(text) ?? [];
        return name === undefined ? [] : [[name, { bases, line }]];
      }),
    ),
  };
}

function named(pattern: RegExp, text: string, line: number): [string, number][] {
  const name = pattern.exec(text)?.[1];
  return name === undefined ? [] : [[name, line]];
}

function placed(statements: readonly Statement[]): readonly PlacedStatement[] {
  let within: string | undefined;
  let isMain = false;
  return statements.map((statement) => {
    const { text, indent, isSameLine } = statement;
    if (indent === 0 && !isSameLine) {
      within = /^(?:(?:async\s+)?def|class)\s+(\w+)/.exec(text)?.[1];
      isMain = /^if\b.*\b__name__\s*==/.test(text) || (isMain && /^(?:else|elif)\b/.test(text));
    }
    return { ...statement, within, isMain };
  });
}

/** What `from flask import *` brings that says what a file is. */
const ofStars: Readonly<Record<string, readonly string[]>> = { flask: ['Flask'], fastapi: ['FastAPI'] };

/** `import a.b as c` → c; `import a.b` → a; `from m import x as y` → y. */
function importedNames({ text }: Statement): [string, string][] {
  const plain = /^import\s+(.+)$/.exec(text)?.[1];
  if (plain !== undefined)
    return plain.split(',').map((item) => {
      const [module = '', , alias] = item.trim().split(/\s+/);
      const [top = ''] = module.split('.');
      return alias === undefined ? [top, top] : [alias, module];
    });
  const [, module, list] = /^from\s+([\w.]+)\s+import\s*\(?([^)]*)\)?$/.exec(text) ?? [];
  if (module === undefined || list === undefined) return [];
  if (list.trim() === '*') return (ofStars[module] ?? []).map((name) => [name, `${module}.${name}`]);
  return list.split(',').flatMap((item): [string, string][] => {
    const [name = '', , alias = name] = item.trim().split(/\s+/);
    return /^\w+$/.test(name) ? [[alias, `${module}.${name}`]] : [];
  });
}

function wholeName(name: string, names: ReadonlyMap<string, string>): string {
  const [, first = '', rest = ''] = /^(\w*)(.*)$/s.exec(name) ?? [];
  return `${names.get(first) ?? first}${rest}`;
}

/**
 * The statements that run when the file is imported and these functions are called: those outside of functions, and
 * the functions and classes that are named by one that runs. A file without any of the functions runs as a whole.
 */
export function reached(file: PythonFile, functions: readonly string[]): ReadonlySet<PlacedStatement> {
  const { statements } = file;
  const starts = functions.filter((name) => file.functions.has(name));
  const isImported = statements.filter(({ isMain }) => !isMain);
  if (starts.length === 0) return new Set(isImported);
  const known = new Set([...file.functions.keys(), ...file.classes.keys()]);
  const wanted = new Set(starts);
  const wordsOf = (one: PlacedStatement) => one.text.match(/\w+/g) ?? [];
  const outside = isImported.filter(({ within }) => within === undefined);
  for (const word of outside.flatMap(wordsOf)) if (known.has(word)) wanted.add(word);
  const byPlace = Map.groupBy(isImported, ({ within }) => within);
  // A loop over a set also visits members that are added during the loop.
  for (const name of wanted)
    for (const word of (byPlace.get(name) ?? []).flatMap(wordsOf)) if (known.has(word)) wanted.add(word);
  return new Set(isImported.filter(({ within }) => within === undefined || wanted.has(within)));
}
