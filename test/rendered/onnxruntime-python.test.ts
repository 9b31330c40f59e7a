import { describe, expect, test } from 'vitest';
import { printNpy } from '../../listing/runtime/codecs/write-npy.ts';
import { type OnnxModel, onnxFile } from '../../listing/runtime/onnx-file.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { pythonOf, titled } from '../support/python.ts';
import { startListing, withThisNode } from '../support/running-server.ts';
import { type Ask, askListing, placeWithPackages } from '../support/use-listing.ts';

const python = pythonOf('onnxruntime');
const environment = { PATH: withThisNode(python.programs ?? '')['PATH'] ?? '', REQUIRE_GPU: 'false' };
const yaml = modelPackage({
  framework: 'framework: { name: onnxruntime, accelerator: cuda }',
  contentTypes:
    'contentTypes: { input: [text/csv, application/json, application/x-npy], output: [application/json] }',
});

/** y = 10 + x1 + 2·x2 + 4·x3 + 8·x4 */
const weighted = (records: string | number = 'records'): OnnxModel => ({
  inputs: [{ name: 'x', type: 'float32', shape: [records, 4] }],
  outputs: [{ name: 'y', type: 'float32', shape: [records, 1] }],
  nodes: [{ operator: 'Gemm', inputs: ['x', 'w', 'b'], outputs: ['y'] }],
  weights: [
    { name: 'w', shape: [4, 1], values: [1, 2, 4, 8] },
    { name: 'b', shape: [1], values: [10] },
  ],
});

const asked = (model: OnnxModel, conversation: (ask: Ask) => Promise<void>) =>
  askListing(placeWithPackages(yaml, { 'model/any.onnx': onnxFile(model) }), conversation, environment);

describe.skipIf(python.missing)(titled('ONNX Runtime in Python, as its build for CUDA runs', python), () => {
  test.each(['records', 1])('answers records of every type, of a model for %s', async (records) => {
    await asked(weighted(records), async (ask) => {
      const answer = [25, 26.5];
      const npy = printNpy([
        [1, 1, 1, 1],
        [0.5, 0, 0, 2],
      ]);
      expect(await ask('1,1,1,1\n0.5,0,0,2\n', 'text/csv')).toEqual({ status: 200, answer });
      expect(await ask('[[1,1,1,1],[0.5,0,0,2]]', 'application/json')).toEqual({ status: 200, answer });
      expect(await ask(npy, 'application/x-npy')).toEqual({ status: 200, answer });
      expect(await ask('1,2,3\n', 'text/csv')).toEqual({
        status: 400,
        answer: { error: 'a record has too few cells for the input "x", which takes 4' },
      });
      expect(await ask('1,2,3,4,5\n', 'text/csv')).toEqual({
        status: 400,
        answer: { error: 'a record has 5 cells, and the model takes 4' },
      });
    });
  });

  test('fills several inputs from left to right, and names several outputs', async () => {
    const model: OnnxModel = {
      inputs: [
        { name: 'a', type: 'float32', shape: ['records', 2] },
        { name: 'b', type: 'float64', shape: ['records', 1] },
      ],
      outputs: [
        { name: 'same', type: 'float32', shape: ['records', 2] },
        { name: 'twice', type: 'float64', shape: ['records', 1] },
      ],
      nodes: [
        { operator: 'Identity', inputs: ['a'], outputs: ['same'] },
        { operator: 'Add', inputs: ['b', 'b'], outputs: ['twice'] },
      ],
      weights: [],
    };
    await asked(model, async (ask) => {
      expect(await ask('1,2,3\n4,5,6\n', 'text/csv')).toEqual({
        status: 200,
        answer: [
          { same: [1, 2], twice: [6] },
          { same: [4, 5], twice: [12] },
        ],
      });
    });
  });

  test('refuses a model of texts when it is loaded, and says where to fill it', async () => {
    const model: OnnxModel = {
      inputs: [{ name: 'text', type: 'string', shape: ['records', 1] }],
      outputs: [{ name: 'same', type: 'string', shape: ['records', 1] }],
      nodes: [{ operator: 'Identity', inputs: ['text'], outputs: ['same'] }],
      weights: [],
    };
    const listing = placeWithPackages(yaml, { 'model/any.onnx': onnxFile(model) });
    await expect(startListing(listing, environment)).rejects.toThrow(
      'the input \\"text\\" is tensor(string): fill it in python/model.py',
    );
  });
});
