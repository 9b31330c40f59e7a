import type { SourceFile, Span } from '../../model/manifest-tree.ts';
import type { LocatedProblem } from '../../model/problem.ts';
import { quoted } from '../../problem/yaml-words.ts';
import { sourceLocation } from '../source-location.ts';
import { textLines } from './text-lines.ts';

/** A plain text that is YAML, and surely not what was meant. */
export function scalarFault(span: Span, isItem: boolean): LocatedProblem | undefined {
  const { text } = span.source;
  const written = text.slice(span.start, span.end);
  const found = swallowedItem(span, written, isItem) ?? oddDash(span, written) ?? oddQuotes(span, written);
  return found && { severity: 'error', ...found };
}

type Fault = Omit<LocatedProblem, 'severity'>;

/** `- a` with a deeper `- b` below it is the one text "a - b". */
function swallowedItem(span: Span, written: string, isItem: boolean): Fault | undefined {
  const lineEnd = written.search(/\r?\n\s*- /);
  if (!isItem || lineEnd === -1) return undefined;
  const start = span.start + lineEnd + written.slice(lineEnd).search(/-/);
  return {
    code: 'yaml-indentation',
    location: sourceLocation({ ...span, start, end: span.end }),
    what: 'this line has the wrong indentation: it is deeper than the item above it',
    because: 'YAML takes it for more text of that item',
    fix: 'put as many spaces in front of it as that item has',
  };
}

/** `-name: x`, a key to YAML, in a list whose other items have a space there. */
export function dashFault(source: SourceFile, continued: ReadonlySet<number>): LocatedProblem | undefined {
  const line = textLines(source.text).find(
    ({ text }, number) => /^\s*-[^\s-]/.test(text) && !continued.has(number),
  );
  if (!line) return undefined;
  const start = line.start + line.text.indexOf('-');
  return {
    code: 'yaml-syntax',
    severity: 'error',
    location: sourceLocation({ source, start, end: start + 1 }),
    what: 'there is no space after this dash',
    because: isItemBecause,
    fix: `write  - ${line.text.trim().slice(1)}`,
  };
}

const isItemBecause = 'an item of a list begins with a plain dash and a space';

function oddDash(span: Span, written: string): Fault | undefined {
  const before = span.source.text.slice(0, span.start);
  const [, dash, item] = /^(-|[–—] ?)(\S[^\r\n]*)/.exec(written) ?? [];
  if (item === undefined || !/(?:^|\n) *$/.test(before)) return undefined;
  return {
    code: 'yaml-syntax',
    location: sourceLocation({ ...span, end: span.start + 1 }),
    what: dash === '-' ? 'there is no space after this dash' : 'this dash is not the plain one',
    because: isItemBecause,
    fix: `write  - ${item}`,
  };
}

function oddQuotes(span: Span, written: string): Fault | undefined {
  if (!/^(?:“[^“”]*”|„[^„“]*“|«[^«»]*»|‘[^‘’]*’)$/.test(written)) return undefined;
  return {
    code: 'yaml-syntax',
    location: sourceLocation(span),
    what: 'these quotes are typographic, and YAML takes them for a part of the text',
    fix: `write plain ones:  ${quoted(written.slice(1, -1))} ; where they belong to the text, put plain ones around them`,
  };
}
