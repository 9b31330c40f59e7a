import { listOf, membersOf, textOf, valueIn } from '../model/model-files/json-values.ts';

/** The code of a notebook as one Python text, and the packages that it installs. */
export interface NotebookCode {
  readonly text: string;
  readonly installs: readonly string[];
}

/** Undefined where the file is no notebook. Lines of a shell and of the notebook itself become empty ones. */
export function notebookCode(text: string): NotebookCode | undefined {
  const notebook = membersOf(valueIn(text));
  const sheets = listOf(notebook['worksheets']).flatMap((sheet) => listOf(membersOf(sheet)['cells']));
  const cells = [...listOf(notebook['cells']), ...sheets].map(membersOf);
  if (cells.length === 0) return undefined;
  const lines = cells
    .filter((cell) => cell['cell_type'] === 'code')
    .map((cell) => textFrom(cell['source'] ?? cell['input']))
    // A cell in another language, or one that writes a file.
    .filter((source) => !/^\s*%%(?!time|capture|local)/.test(source))
    .flatMap((source) => source.split('\n'));
  return {
    text: lines.map((line) => (isShell(line) ? '' : line)).join('\n'),
    installs: lines.filter(isShell).flatMap(installedIn),
  };
}

function textFrom(source: unknown): string {
  const text =
    textOf(source) ??
    listOf(source)
      .map((line) => textOf(line) ?? '')
      .join('');
  return text.endsWith('\n') ? text : `${text}\n`;
}

function isShell(line: string): boolean {
  return /^\s*[!%]/.test(line);
}

/** What `pip install` of a shell line names. */
export function installedIn(line: string): readonly string[] {
  return [...line.matchAll(/\bpip[\d.]*\s+install\s+([^&|;\n]*)/g)].flatMap(([, words = '']) =>
    words
      .replace(/["']/g, '')
      .split(/\s+/)
      .filter((word, at, all) => word !== '' && !word.startsWith('-') && !takesWord.test(all[at - 1] ?? ''))
      .filter((word) => /^[A-Za-z0-9][\w.\-[\],]*(?:[=<>!~]=?.*)?$/.test(word)),
  );
}

/** Options whose next word is no package. */
const takesWord =
  /^(?:-r|--requirement|-i|--index-url|--extra-index-url|-f|--find-links|-c|--constraint|-t|--target)$/;
