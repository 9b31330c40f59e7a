import { dirname, join, relative } from 'node:path';
import { printFoundModel } from '../../report/print-found-model.ts';
import { printFoundProject } from '../../report/print-found-project.ts';
import type { Terminal } from '../terminal.ts';
import type { LoadedSource } from './loaded-source.ts';
import { sizeInWords } from './place-model.ts';
import type { StartedFromSource } from './start-from-source.ts';

/** What happened to the files, as lines behind the one about the manifest. */
export function placedWords(
  { model, samples, code = [], file }: StartedFromSource,
  { reported, kind }: LoadedSource,
): string {
  const folder = dirname(file);
  const shown = (path: string) => relative('.', join(folder, path));
  const [first = '', ...others] = model?.paths ?? [];
  const place = others.length === 0 ? shown(first) : `${shown(first.split('/')[0] ?? '')}/`;
  const what = kind === 'model' ? reported.path : 'the model';
  const tops = [...new Set(code.map((path) => (path.includes('/') ? `${path.split('/')[0]}/` : path)))];
  return [
    ...(model
      ? [
          model.isThere
            ? `${place} is in place`
            : `${what} is copied to ${place} (${sizeInWords(model.bytes)})`,
        ]
      : []),
    ...(tops.length > 0
      ? [`${tops.map((path) => joined(folder, path)).join(', ')}: copied or made for it`]
      : []),
    ...(samples.length > 0 ? [`${samples.map(shown).join(', ')}: a record of zeros, which you replace`] : []),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

function joined(folder: string, path: string): string {
  return folder === '.' ? path : join(folder, path);
}

export function tellSource(terminal: Terminal, { kind, reported }: LoadedSource): void {
  const text =
    kind === 'model'
      ? printFoundModel(reported, terminal.paintOut)
      : printFoundProject(reported, terminal.paintOut);
  terminal.out(`${text}\n`);
}

/** For scripts. The member names must not change. */
export function sourceAsJson(source: LoadedSource, started: StartedFromSource): object {
  const { model, samples, code = [], file } = started;
  const placed = {
    manifest: file,
    files: [...(model?.paths ?? []), ...code],
    bytes: model?.bytes ?? 0,
    samples,
  };
  if (source.kind === 'project') {
    const { path, ...found } = source.reported;
    return { project: path, ...found, ...placed };
  }
  const { path, found, judged, assumed } = source.reported;
  const { assumed: _assumed, obstacle: _obstacle, more: _more, ...facts } = found;
  return { model: path, ...facts, ...judged, assumed, ...placed };
}
