import type { FoundImport } from './found-import.ts';
import { type Statement, statementsOf } from './python-statements.ts';

/**
 * The imports of a Python file, also those in functions. Nothing is executed. Imports for type checkers are left out.
 */
export function pythonImports(text: string): readonly FoundImport[] {
  const statements = statementsOf(text);
  const blocks = statements.flatMap((statement, at) => blocksAt(statements, statement, at));
  return statements.flatMap(({ text, line }, at) => {
    const found = importsIn(text);
    const around = found.length === 0 ? [] : blocks.filter(({ from, to }) => from <= at && at < to);
    if (around.some(({ kind }) => kind === 'types')) return [];
    return found.map((one) => ({ ...one, line, isOptional: around.length > 0 }));
  });
}

/** Statements whose imports do not always count. */
interface Block {
  readonly from: number;
  readonly to: number;
  readonly kind: 'types' | 'optional';
}

function blocksAt(
  statements: readonly Statement[],
  { text, indent }: Statement,
  at: number,
): readonly Block[] {
  const whole = (others: RegExp) => endOf(statements, at, others);
  if (/^try\b/.test(text)) {
    const to = whole(/^(?:except|else|finally)\b/);
    const handlers = statements.slice(at, to).filter((one) => one.indent === indent);
    return handlers.some((one) => catchesImports.test(one.text)) ? [{ from: at, to, kind: 'optional' }] : [];
  }
  if (/^with\b.*\bsuppress\b.*(?:Import|ModuleNotFound)Error/.test(text))
    return [{ from: at, to: whole(never), kind: 'optional' }];
  if (/^(?:el)?if\b.*\bTYPE_CHECKING\b/.test(text)) return [{ from: at, to: whole(never), kind: 'types' }];
  if (!/^if\b/.test(text) || /\b__name__\b/.test(text)) return [];
  return [{ from: at, to: whole(/^(?:elif|else)\b/), kind: 'optional' }];
}

const never = /(?!)/;
const catchesImports =
  /^except\s*(?::|\*?\s*.*\b(?:ImportError|ModuleNotFoundError|Exception|BaseException)\b)/;

/** The first statement behind the block, where some keywords of the same depth continue it. */
function endOf(statements: readonly Statement[], at: number, others: RegExp): number {
  const indent = statements[at]?.indent ?? 0;
  for (let end = at + 1; end < statements.length; end += 1) {
    const one = statements[end];
    if (!one || one.isSameLine || one.indent > indent) continue;
    if (one.indent < indent || !others.test(one.text)) return end;
  }
  return statements.length;
}

function importsIn(text: string): readonly Omit<FoundImport, 'line' | 'isOptional'>[] {
  const plain = /^import\s+(.+)$/.exec(text)?.[1];
  if (plain !== undefined)
    return plain.split(',').map((item) => ({ module: nameIn(item), dots: 0, names: [] }));
  const [, dots, module, list] = /^from\s+([.\s]*)([\w.]*)\s*\bimport\b\s*\(?([^)]*)\)?$/.exec(text) ?? [];
  if (dots === undefined || module === undefined || list === undefined) return [];
  const names = list
    .split(',')
    .map(nameIn)
    .filter((name) => /^\w+$/.test(name));
  return [{ module, dots: dots.replace(/\s/g, '').length, names }];
}

function nameIn(item: string): string {
  return item.trim().split(/\s/)[0] ?? '';
}
