import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseCsv } from '../runtime/codecs.ts';
import { metrics } from '../runtime/contract.ts';
import { defineTraining } from '../runtime/training.ts';

// What `train` runs. The hyperparameters are checked and typed by your manifest; write what serving needs to `modelDir`.
export default defineTraining({
  // This example "learns" the mean of every numeric column of the first channel's CSV files. Replace it by your own.
  train: async ({ hyperparameters, channels, modelDir, report }) => {
    const [channel] = Object.values(channels);
    const columns: { sum: number; count: number }[] = [];
    let rows = 0;
    let cells = 0;
    // One pass through the data, whether it lies in files or comes as a stream. When the job is stopped the loop ends,
    // and what has been learnt so far is saved below.
    for await (const line of channel?.lines() ?? []) {
      for (const row of parseCsv(line)) {
        rows += 1;
        cells += row.length;
        for (const [index, cell] of row.entries()) {
          columns[index] ??= { sum: 0, count: 0 };
          if (cell.trim() === '' || !Number.isFinite(Number(cell))) continue;
          columns[index].sum += Number(cell);
          columns[index].count += 1;
        }
      }
    }
    const means = columns.map(({ sum, count }) => (count === 0 ? null : sum / count));
    await writeFile(join(modelDir, 'model.json'), JSON.stringify({ rows, means, hyperparameters }, null, 2));

    // A stand-in that shows how metrics are reported: the share of cells that are numbers.
    const numbers = columns.reduce((total, { count }) => total + count, 0);
    const [metric] = metrics;
    if (metric) report(metric.name, cells === 0 ? 0 : numbers / cells);
  },
});
