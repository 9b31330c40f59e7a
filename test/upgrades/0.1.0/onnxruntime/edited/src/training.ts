import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { channels as declared, distributed, hyperparameters as rules, metrics } from '../runtime/contract.ts';
import { readTable, readTables } from '../runtime/csv-table.ts';
import { detailsOf, logLine } from '../runtime/log.ts';
import { onnxFile } from '../runtime/onnx-file.ts';
import { reportScores, score } from '../runtime/scores.ts';
import { defineTraining } from '../runtime/training.ts';
import { fitLine } from './fit/fit-line.ts';
import { lineAsOnnx } from './fit/line-as-onnx.ts';
import type { JobFacts, SellersTraining } from './runtime-types.ts';

const training: SellersTraining = defineTraining({
  train: async (job) => {
    const facts: JobFacts = job;
    const { channels, hyperparameters, cluster, modelDir, outputDir, checkpointDir, report, signal } = facts;
    if (cluster.rank > 0 || cluster.hosts.length > 1) throw new Error('one instance is enough for a line');
    let lines = 0;
    for await (const line of channels.train.lines()) lines += Number(line !== '');
    let bytes = 0;
    for await (const chunk of channels.train.read()) bytes += chunk.length;
    const files = channels.train.inputMode === 'Pipe' ? [] : await channels.train.files();
    const all = await readTable(channels.train);
    const { train, validation } = await readTables(channels);

    const { rounds, learning_rate: rate, loss, note = 'none' } = hyperparameters;
    const line = fitLine(train, { rounds, rate, loss, isOver: () => signal.aborted });
    const predict = (rows: typeof train.rows) => rows.map((row) => line.predict(row));
    reportScores(report, {
      train: { predictions: predict(train.rows), targets: train.targets },
      validation: { predictions: predict(validation.rows), targets: validation.targets },
    });
    report('validation:rmse', score('validation:rmse', predict(validation.rows), validation.targets));

    logLine({ level: 'info', event: 'fitted', lines, bytes, files: files.length, rows: all.targets.length, note });
    logLine({ level: 'info', event: 'folders', modelDir, outputDir, checkpointDir, host: cluster.currentHost });
    logLine({
      level: 'info',
      event: 'declared',
      names: [...declared, ...rules, ...metrics].map(({ name }) => name),
      distributed,
      instance: cluster.instanceType ?? 'unknown',
      groups: cluster.groups.map(({ name }) => name),
    });
    await writeFile(join(modelDir, 'line.onnx'), onnxFile(lineAsOnnx(line))).catch((fault) => {
      logLine({ level: 'error', event: 'not-saved', ...detailsOf(fault) });
      throw fault;
    });
  },
});

export default training;
