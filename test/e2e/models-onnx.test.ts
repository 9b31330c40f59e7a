import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InferenceSession } from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { type OnnxModel, onnxFile } from '../../listing/runtime/onnx-file.ts';
import { judge } from '../../src/model/model-files/grades.ts';
import { foundIn } from '../support/made-models.ts';
import { examplesFolder } from '../support/render-example.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

type Value = OnnxModel['inputs'][number];

/** A model that gives each input back. */
function copying(inputs: readonly Value[]): Uint8Array {
  return onnxFile({
    inputs,
    outputs: inputs.map((input) => ({ ...input, name: `${input.name} again` })),
    nodes: inputs.map(({ name }) => ({ operator: 'Identity', inputs: [name], outputs: [`${name} again`] })),
    weights: [],
  });
}

const types = ['float32', 'float64', 'int64', 'string', 'bool'] as const;
const shapes = [['records'], ['records', 4], [1, 4], ['n', 3, 8, 8], ['n', 'length', 2]] as const;

const models: readonly (readonly [string, Uint8Array])[] = [
  ...types.flatMap((type) =>
    shapes.map((shape) => [`${type} ${shape.join(' × ')}`, copying([{ name: 'x', type, shape }])] as const),
  ),
  ['several inputs', copying(types.map((type) => ({ name: `größe ${type}`, type, shape: ['n', 2] })))],
  ...['onnxruntime/model/iris.onnx', 's3-artifacts/model/bearing.onnx'].map(
    (path) => [path, readFileSync(join(examplesFolder, path))] as const,
  ),
];

test.each(models)('what is read of a model is what ONNX Runtime says of it: %s', async (_name, bytes) => {
  const path = join(temporaryFolder(), 'model.onnx');
  writeFileSync(path, bytes);
  const session = await InferenceSession.create(path, { logSeverityLevel: 3 });
  const plain = (values: readonly InferenceSession.ValueMetadata[]) =>
    values.flatMap((value) =>
      value.isTensor ? [{ name: value.name, type: value.type, shape: value.shape }] : [],
    );
  const found = foundIn(path);
  expect(found).toMatchObject({
    format: 'onnx',
    inputs: plain(session.inputMetadata),
    outputs: plain(session.outputMetadata),
  });
  expect(found && judge(found).grade).toBe('runs');
});
