import type { Json } from '../model/file-plan.ts';

/**
 * The JSON of a Jupyter notebook, as Jupyter itself lays it out, so that saving it there changes nothing else. In the text, each cell begins
 * with `<!-- cell code name -->` or `<!-- cell markdown name -->`. No quoted value begins with `<`, so none begins a cell.
 */
export function notebookText(text: string): string {
  const [, ...parts] = text.split(/^<!-- cell (code|markdown) ([a-z0-9-]+) -->$/m);
  const cells: Json[] = [];
  for (let at = 0; at + 2 < parts.length; at += 3) {
    const [kind, id = '', body = ''] = parts.slice(at, at + 3);
    const source = linesOf(body);
    if (kind === 'markdown') cells.push({ cell_type: 'markdown', id, metadata: {}, source });
    else cells.push({ cell_type: 'code', execution_count: null, id, metadata: {}, outputs: [], source });
  }
  return `${JSON.stringify({ cells, ...about }, null, 1)}\n`;
}

const about: { readonly [name: string]: Json } = {
  metadata: {
    kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' },
    language_info: { name: 'python' },
  },
  nbformat: 4,
  // The first one in which cells have ids.
  nbformat_minor: 5,
};

/** The last line has no line break, as in what Jupyter writes. */
function linesOf(body: string): readonly string[] {
  return body.trim().split(/(?<=\n)/);
}
