import { type TextLine, textLines } from './text-lines.ts';

/** A line that begins a key or an item of a list. */
export interface BlockLine extends TextLine {
  /** Zero-based. */
  readonly number: number;
  readonly indent: number;
  /** Its dashes and its key, each with its column. */
  readonly steps: readonly { readonly indent: number; readonly kind: 'key' | 'item' }[];
  readonly name: string | undefined;
  /** Nothing stands behind its colon or dash, so lines below it may be indented deeper. */
  readonly opens: boolean;
}

const key = /^("[^"]*"|'[^']*'|[^\s:#"'[\]{},&*!|>%@`-][^:#]*?)\s*:(?:\s+(.*))?$/;

export function blockLines(text: string, continued: ReadonlySet<number>): BlockLine[] {
  return textLines(text).flatMap((line, number) => (continued.has(number) ? [] : blockLine(line, number)));
}

function blockLine(line: TextLine, number: number): BlockLine[] {
  const [whole = '', lead = '', items = ''] = /^( *)((?:-(?: +|$))*)/.exec(line.text) ?? [];
  const rest = line.text.slice(whole.length).replace(/(?:^|\s+)#.*$/, '');
  const [, name, value] = key.exec(rest.trimEnd()) ?? [];
  if (items === '' && name === undefined) return [];
  const steps = [...items.matchAll(/-/g)].map(({ index }) => ({
    indent: lead.length + index,
    kind: 'item' as const,
  }));
  const own = name === undefined ? [] : [{ indent: whole.length, kind: 'key' as const }];
  const content = name === undefined ? rest.trim() : (value ?? '');
  return [
    {
      ...line,
      number,
      indent: lead.length,
      steps: [...steps, ...own],
      name: name?.replace(/^["']|["']$/g, ''),
      // A block of text, an anchor or a tag may be followed by deeper lines too.
      opens: content === '' || /^[|>&!]/.test(content),
    },
  ];
}
