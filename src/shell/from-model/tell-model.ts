import { dirname, join, relative } from 'node:path';
import { printFoundModel, type ReportedModel } from '../../report/print-found-model.ts';
import type { Terminal } from '../terminal.ts';
import type { LoadedModel } from './load-model.ts';
import { sizeInWords } from './place-model.ts';
import type { StartedWithModel } from './start-with-model.ts';

/** What happened to the model, as lines behind the one about the manifest. */
export function placedWords({ model, samples, file }: StartedWithModel, { reported }: LoadedModel): string {
  const folder = dirname(file);
  const shown = (path: string) => relative('.', join(folder, path));
  const [first = '', ...others] = model?.paths ?? [];
  const place = others.length === 0 ? shown(first) : `${shown(first.split('/')[0] ?? '')}/`;
  return [
    ...(model
      ? [
          model.isThere
            ? `${place} is in place`
            : `${reported.path} is copied to ${place} (${sizeInWords(model.bytes)})`,
        ]
      : []),
    ...(samples.length > 0 ? [`${samples.map(shown).join(', ')}: a record of zeros, which you replace`] : []),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

export function tellModel(terminal: Terminal, reported: ReportedModel): void {
  terminal.out(`${printFoundModel(reported, terminal.paintOut)}\n`);
}

/** For scripts. The member names must not change. */
export function modelAsJson(reported: ReportedModel, started: StartedWithModel): object {
  const { path, found, judged, assumed } = reported;
  const { assumed: _assumed, obstacle: _obstacle, more: _more, ...facts } = found;
  return {
    model: path,
    ...facts,
    ...judged,
    assumed,
    manifest: started.file,
    files: started.model?.paths ?? [],
    bytes: started.model?.bytes ?? 0,
    samples: started.samples,
  };
}
