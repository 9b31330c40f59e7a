import type { OnnxModel, OnnxNode, OnnxValue, OnnxWeight } from '../../runtime/onnx-file.ts';
import type { Line } from './fit-line.ts';

/** The line for columns as they come: the scale is part of the graph. */
export function lineAsOnnx({ intercept, weights, scale }: Line): OnnxModel {
  const width = weights.length;
  const inputs: readonly OnnxValue[] = [{ name: 'columns', type: 'float32', shape: ['records', width] }];
  const outputs: readonly OnnxValue[] = [{ name: 'sold', type: 'float32', shape: ['records', 1] }];
  const nodes: readonly OnnxNode[] = [
    { operator: 'Sub', inputs: ['columns', 'means'], outputs: ['middled'] },
    { operator: 'Div', inputs: ['middled', 'deviations'], outputs: ['scaled'] },
    { operator: 'Gemm', inputs: ['scaled', 'weights', 'intercept'], outputs: ['sold'], attributes: { transB: 0 } },
  ];
  const constants: readonly OnnxWeight[] = [
    { name: 'means', shape: [1, width], values: scale.means },
    { name: 'deviations', shape: [1, width], values: scale.deviations },
    { name: 'weights', shape: [width, 1], values: weights },
    { name: 'intercept', shape: [1], values: [intercept] },
  ];
  return { inputs, outputs, nodes, weights: constants };
}
