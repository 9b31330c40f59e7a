// Writes model/bearing.onnx:  node examples/s3-artifacts/make-model.ts
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onnxFile } from '../../listing/runtime/onnx-file.ts';

/** From temperature, vibration, load and hours since the last service to the probability of a defect. */
export function bearingModel(): Uint8Array {
  return onnxFile({
    inputs: [{ name: 'readings', type: 'float32', shape: ['bearings', 4] }],
    outputs: [{ name: 'defect', type: 'float32', shape: ['bearings', 1] }],
    nodes: [
      { operator: 'Gemm', inputs: ['readings', 'weights', 'offset'], outputs: ['sum'] },
      { operator: 'Sigmoid', inputs: ['sum'], outputs: ['defect'] },
    ],
    weights: [
      { name: 'weights', shape: [4, 1], values: [0.04, 0.9, 0.3, 0.0002] },
      { name: 'offset', shape: [1], values: [-6] },
    ],
  });
}

if (process.argv[1] === import.meta.filename)
  writeFileSync(join(import.meta.dirname, 'model/bearing.onnx'), bearingModel());
