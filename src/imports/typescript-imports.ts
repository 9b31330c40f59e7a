import type { FoundImport } from './found-import.ts';
import { type Token, tokensOf } from './typescript-tokens.ts';

/** What a file in TypeScript or JavaScript loads when it runs: imports of types alone are left out. */
export function typescriptImports(text: string): readonly FoundImport[] {
  const tokens = tokensOf(text);
  const tried = triedParts(tokens);
  return tokens.flatMap((token, at) => {
    if (token.kind !== 'word' || isMark(tokens[at - 1], '.')) return [];
    const found =
      token.text === 'import'
        ? importAt(tokens, at)
        : token.text === 'export'
          ? exportAt(tokens, at)
          : undefined;
    if (!found) return [];
    const { text: module, line } = found.token;
    return [{ module, dots: 0, names: [], line, isOptional: found.isOptional || tried.has(at) }];
  });
}

interface Target {
  readonly token: Token;
  readonly isOptional: boolean;
}

function importAt(tokens: readonly Token[], at: number): Target | undefined {
  const [next, second] = tokens.slice(at + 1);
  if (next?.kind === 'string') return { token: next, isOptional: false };
  if (isMark(next, '(')) return second?.kind === 'string' ? dynamicImport(tokens, at, second) : undefined;
  const startsClause = next?.kind === 'word' || isMark(next, '{') || isMark(next, '*');
  if (!startsClause || isTypeImport(tokens.slice(at + 1, at + 4))) return undefined;
  return fromClause(tokens, at);
}

/** `import type` begins a type, unless `type` is the name of what is imported. */
function isTypeImport([next, second, third]: readonly Token[]): boolean {
  if (next?.kind !== 'word' || next.text !== 'type') return false;
  if (isMark(second, ',')) return false;
  return !(second?.text === 'from' && third?.kind === 'string');
}

/** One in a type is none: `typeof import('x')`, `import('x').Name`; and `import('x').catch(…)` goes on without it. */
function dynamicImport(tokens: readonly Token[], at: number, token: Token): Target | undefined {
  const before = tokens[at - 1];
  const [close, dot, member] = tokens.slice(at + 3);
  if (token.text === '' || before?.text === 'typeof' || !(isMark(close, ')') || isMark(close, ',')))
    return undefined;
  if (!isMark(dot, '.')) return { token, isOptional: before?.kind === 'mark' && '<:|'.includes(before.text) };
  if (!['then', 'catch', 'finally'].includes(member?.text ?? '')) return undefined;
  return { token, isOptional: member?.text === 'catch' };
}

function exportAt(tokens: readonly Token[], at: number): Target | undefined {
  const next = tokens[at + 1];
  return isMark(next, '{') || isMark(next, '*') ? fromClause(tokens, at) : undefined;
}

/** The string behind `from`, in the same statement. */
function fromClause(tokens: readonly Token[], at: number): Target | undefined {
  for (let place = at + 1; place < tokens.length; place += 1) {
    const token = tokens[place];
    if (isMark(token, ';') || isMark(token, '=') || isMark(token, '(')) return undefined;
    // The name of an export may be a string.
    if (token?.kind !== 'string' || tokens[place - 1]?.text !== 'from') continue;
    return { token, isOptional: false };
  }
  return undefined;
}

/** The places of tokens inside `try { … }`. */
function triedParts(tokens: readonly Token[]): ReadonlySet<number> {
  const tried = new Set<number>();
  const open: boolean[] = [];
  tokens.forEach((token, at) => {
    if (isMark(token, '{')) open.push(open.at(-1) === true || tokens[at - 1]?.text === 'try');
    else if (isMark(token, '}')) open.pop();
    else if (open.at(-1)) tried.add(at);
  });
  return tried;
}

function isMark(token: Token | undefined, text: string): boolean {
  return token?.kind === 'mark' && token.text === text;
}
