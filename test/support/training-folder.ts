import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from './temporary-folder.ts';

interface Job {
  readonly hyperparameters?: Readonly<Record<string, string>>;
  /** The CSV of each channel. */
  readonly channels: Readonly<Record<string, string>>;
}

/** `/opt/ml` at the start of a training job. */
export function trainingFolder(job: Job): string {
  const base = temporaryFolder();
  fillTrainingFolder(base, job);
  return base;
}

export function fillTrainingFolder(base: string, { hyperparameters = {}, channels }: Job): void {
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(base, path)), { recursive: true });
    writeFileSync(join(base, path), text);
  };
  const names = Object.keys(channels);
  const inputs = names.map((name) => [name, { TrainingInputMode: 'File', ContentType: 'text/csv' }] as const);
  write('input/config/hyperparameters.json', JSON.stringify(hyperparameters));
  write('input/config/inputdataconfig.json', JSON.stringify(Object.fromEntries(inputs)));
  write(
    'input/config/resourceconfig.json',
    JSON.stringify({ current_host: 'algo-1', hosts: ['algo-1'], network_interface_name: 'eth0' }),
  );
  for (const [name, rows] of Object.entries(channels)) {
    write(`input/data/${name}/rows.csv`, rows);
    write(`input/data/${name}-manifest`, '[]');
  }
}
