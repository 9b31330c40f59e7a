import { stripVTControlCharacters } from 'node:util';

/** What was typed, and the lines that came of it. */
export interface TerminalStep {
  readonly typed: string;
  readonly printed: readonly string[];
}

const [left, top, lineHeight, letterWidth] = [16, 46, 18, 7.83];
const plain = '#d6deeb';
const colours: Readonly<Record<string, string>> = {
  1: '#ffffff',
  2: '#8b98a9',
  31: '#ff7b72',
  32: '#7ee787',
  33: '#e3b341',
  36: '#79c0ff',
};

/** A terminal as SVG: small, sharp at any size, and its text can be copied. */
export function terminalPicture(steps: readonly TerminalStep[], columns: number): string {
  const lines = steps.flatMap(({ typed, printed }, index) => [
    ...(index > 0 ? [''] : []),
    `\u001b[32m$\u001b[39m \u001b[1m${typed}\u001b[22m`,
    ...printed.map((line) => cut(line, columns)),
  ]);
  const width = Math.ceil(2 * left + columns * letterWidth);
  const height = top + lines.length * lineHeight + 8;
  const dots = ['#ff5f57', '#febc2e', '#28c840'].map(
    (fill, index) => `<circle cx="${20 + index * 18}" cy="18" r="5.5" fill="${fill}"/>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
<title>A terminal with ${steps.length} commands and what they print</title>
<style>text, tspan { white-space: pre }</style>
<rect width="100%" height="100%" rx="8" fill="#0d1520"/>${dots.join('')}
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="13" fill="${plain}">
${lines.map((line, row) => `<text x="${left}" y="${top + row * lineHeight}">${coloured(line)}</text>`).join('\n')}
</g></svg>
`;
}

/** Long lines have no colours in what these commands print. */
function cut(line: string, columns: number): string {
  const bare = stripVTControlCharacters(line);
  return bare.length <= columns ? line : `${bare.slice(0, columns - 1)}…`;
}

/** The last code before a text decides its colour. */
function coloured(line: string): string {
  const [first = '', ...parts] = line.split('\u001b[');
  const spans = parts.map((part) => {
    const [codes = '', ...text] = part.split('m');
    return spanOf(text.join('m'), colours[codes.split(';').at(-1) ?? '']);
  });
  return spanOf(first, undefined) + spans.join('');
}

function spanOf(text: string, colour: string | undefined): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return colour === undefined || text === '' ? escaped : `<tspan fill="${colour}">${escaped}</tspan>`;
}
