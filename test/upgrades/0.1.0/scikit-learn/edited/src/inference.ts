import { BadBody, defineInference, type InputRecord } from '../runtime/inference.ts';
import { NumberTable } from '../runtime/number-table.ts';
import { loadPython, type PythonModel, pythonInference } from '../runtime/python-inference.ts';
import { batchRecords, isCellType, type ModelInput, predictionsOf } from '../runtime/record-batches.ts';

const machine: ModelInput<'float64'> = { name: 'machine', type: 'float64', shape: [null] };

// Looks at the machines before Python does, and rounds the hours that it says.
export default defineInference({
  load: async (place): Promise<PythonModel> => loadPython(place),
  predict: async (python, records, context) => {
    checkHours(records);
    const hours = (await python.predict(records, context)).map(Number);
    const cells = Float64Array.from(hours, (value) => Math.round(value * 10) / 10);
    const table = NumberTable.ofDoubles(cells, [cells.length]);
    return predictionsOf([{ name: 'hours', type: 'float64', cells, shape: table.shape }], table.length);
  },
});

/** The first column is the hours since the last service. */
function checkHours(records: readonly InputRecord[]): void {
  if (records.length === 0 || !isCellType(machine.type)) return;
  const [batch] = batchRecords(records, [machine]);
  const width = batch?.shape[1] ?? 1;
  const at = Array.from(batch?.cells ?? []).findIndex((value, index) => index % width === 0 && value < 0);
  if (at >= 0) throw new BadBody(`machine ${at / width + 1} is to be served in the future`);
}

/** What it was generated as; we may go back to it. */
export const asGenerated = pythonInference();
