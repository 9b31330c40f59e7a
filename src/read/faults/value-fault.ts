import type { YAMLError } from 'yaml';
import type { SourceFile } from '../../model/manifest-tree.ts';
import type { LocatedProblem } from '../../model/problem.ts';
import { quoted } from '../../problem/yaml-words.ts';
import { sourceLocation } from '../source-location.ts';
import { asWritten, lineNumberAt, type TextLine, textLines } from './text-lines.ts';
import type { YamlTokens } from './yaml-tokens.ts';

export type ParserError = Pick<YAMLError, 'code' | 'pos' | 'message'>;

interface Words {
  readonly what: string;
  readonly because?: string;
  readonly fix: string;
}

/** A value that needs quotes, or other quotes than it has; with the line as it is to be written. */
export function valueFault(source: SourceFile, error: ParserError): LocatedProblem | undefined {
  const line = textLines(source.text)[lineNumberAt(source.text, error.pos[0])];
  const words = line && wordsFor(line, error);
  if (!words) return undefined;
  const start = line.start + asWritten(line.text).before.length;
  const location = sourceLocation({ source, start, end: line.start + line.text.length });
  return { code: 'yaml-syntax', severity: 'error', location, ...words };
}

function wordsFor({ start, text }: TextLine, { code, pos, message }: ParserError): Words | undefined {
  const { before, value } = asWritten(text);
  const inQuotes = `put it in quotes:  ${before.trimStart()}${quoted(meantText(value))}`;
  if (code === 'BLOCK_AS_IMPLICIT_KEY' && !message.includes('sequence') && / *:(?: |$)/.test(value))
    return {
      what: 'this text has a colon in it, which YAML takes for the end of a key',
      fix: isImage.test(before)
        ? `remove the space:  ${before.trimStart()}${value.replace(/: +/, ':')}`
        : inQuotes,
    };
  const first = value.charAt(0);
  if (/^[@%`>|]/.test(value) && (code === 'BAD_SCALAR_START' || code === 'UNEXPECTED_TOKEN'))
    return { what: `a text cannot begin with ${first} in YAML`, fix: inQuotes };
  if (code !== 'UNEXPECTED_TOKEN' || !message.endsWith('at node end')) return undefined;
  const rest = text.slice(pos[0] - start).trim();
  if (/^[,;]$/.test(rest))
    return {
      what: `there is a ${rest} after this value`,
      fix: `remove it:  ${before.trimStart()}${value.slice(0, -1).trimEnd()}`,
    };
  if (!/^["'[{]/.test(value)) return undefined;
  return { what: `this value goes on after its closing ${closing(first)}`, fix: inQuotes };
}

/** Members whose colons have no space after them. */
const isImage = /^\s*(?:base|os|image): +$/;

function closing(first: string): string {
  return { '[': ']', '{': '}' }[first] ?? 'quote';
}

/** What is between the outer quotes, typographic ones too. */
function meantText(value: string): string {
  const [, inner] =
    /^(?:"(.*)"|'(.*)'|[“„«](.*)[”“»])$/s.exec(value)?.filter((part) => part !== undefined) ?? [];
  return inner ?? value;
}

/** `"(\d+)"`: a backslash in double quotes begins a special character, and this is none. */
export function escapeFault(
  source: SourceFile,
  { pos }: ParserError,
  { quoted: tokens }: YamlTokens,
): LocatedProblem {
  const [start] = pos;
  const token = tokens.find(({ offset, source: text }) => offset <= start && start < offset + text.length);
  const line = textLines(source.text)[lineNumberAt(source.text, start)]?.text.trim() ?? '';
  const inner = token?.source
    .slice(1, -1)
    .replace(/\\(["\\])/g, '$1')
    .replaceAll("'", "''");
  return {
    code: 'yaml-syntax',
    severity: 'error',
    location: sourceLocation({ source, start, end: start + 2 }),
    what: `${source.text.slice(start, start + 2)} means nothing in double quotes`,
    because: 'there, YAML takes a backslash for the beginning of a special character',
    fix: token
      ? `put it in single quotes:  ${line.replace(token.source, () => `'${inner}'`)}`
      : 'put it in single quotes',
  };
}
