import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { irisModel, offsets, weights } from '../../examples/onnxruntime/make-model.ts';
import { bearingModel } from '../../examples/s3-artifacts/make-model.ts';
import { minutesOf, rides, ridesCsv } from '../../examples/tensorflow-js/make-data.ts';
import { examplesFolder } from '../support/render-example.ts';
import { startListing } from '../support/running-server.ts';
import { trainingFolder } from '../support/training-folder.ts';
import { askListing, placeExample, train } from '../support/use-listing.ts';
import { whenOver } from '../support/when-over.ts';

test.each([
  ['onnxruntime/model/iris.onnx', irisModel()],
  ['s3-artifacts/model/bearing.onnx', bearingModel()],
])('the script beside %s makes the very file', (path, made) => {
  expect(Buffer.compare(made, readFileSync(join(examplesFolder, path)))).toBe(0);
});

test('the script of the rides makes the very file', () => {
  expect(readFileSync(rides, 'utf8')).toBe(ridesCsv());
});

test('the example of ONNX Runtime tells the species of a flower, with probabilities', async () => {
  const flower = [6.1, 2.9, 4.8, 1.7];
  const { answer } = await askListing(placeExample('onnxruntime'), (ask) =>
    ask(flower.join(','), 'text/csv'),
  );
  const sums = offsets.map((offset, at) =>
    flower.reduce((sum, length, column) => sum + length * (weights[column]?.[at] ?? 0), offset),
  );
  const powers = sums.map((sum) => Math.exp(sum - Math.max(...sums)));
  const total = powers.reduce((sum, power) => sum + power, 0);
  const { species, probabilities } = answer as { species: number; probabilities: number[] };
  expect(species).toBe(sums.indexOf(Math.max(...sums)));
  expect(probabilities).toHaveLength(3);
  for (const [at, probability] of probabilities.entries())
    expect(probability).toBeCloseTo((powers[at] ?? 0) / total, 3);
});

test('the example with a server of its own says what a flat costs, and why', async () => {
  const { url, stop } = await startListing(placeExample('own-server'));
  whenOver(stop);
  const ask = async (flat: unknown, attributes = '') => {
    const headers = {
      'content-type': 'application/json',
      'x-amzn-sagemaker-custom-attributes': attributes,
    };
    const answer = await fetch(`${url}/invocations`, { method: 'POST', body: JSON.stringify(flat), headers });
    return { status: answer.status, answer: await answer.json() };
  };
  const flat = { rooms: 3, size: 70 };
  expect(await ask(flat)).toEqual({ status: 200, answer: { rent: 1040, currency: 'EUR' } });
  expect(await ask(flat, 'route=reasons')).toEqual({
    status: 200,
    answer: { base: 120, rooms: 255, size: 665, currency: 'EUR' },
  });
  expect(await ask({ rooms: 3 })).toEqual({ status: 400, answer: { error: 'rooms and size are numbers' } });
});

test('the example with its model in S3 serves what SageMaker unpacks', async () => {
  const listing = placeExample('s3-artifacts');
  const { answer } = await askListing(listing, (ask) => ask('60,1.5,4,2000', 'text/csv'), {
    SAGEMAKER_BASE_DIR: listing,
  });
  expect(answer).toBeCloseTo(1 / (1 + Math.exp(6 - 60 * 0.04 - 1.5 * 0.9 - 4 * 0.3 - 2000 * 0.0002)), 5);
});

test('the example of TensorFlow.js learns from its rides how long the next one takes', async () => {
  const listing = placeExample('tensorflow-js');
  const base = join(listing, 'local');
  const errors = train(listing, base).filter((_, line) => line % 2 === 0);
  expect(errors.at(-1)).toBeLessThan((errors[0] ?? 0) / 2);
  const next: [number, number, number, number][] = [
    [5.1, 3.5, 1.4, 0.2],
    [2, 1, 1, 0],
    [9, 4, 6, 2],
  ];
  const { answer } = await askListing(listing, (ask) => ask(next.join('\n'), 'text/csv'), {
    SAGEMAKER_BASE_DIR: base,
  });
  // The noise is up to one minute, and rides take from 5 to 60 minutes.
  for (const [at, ride] of next.entries())
    expect(Math.abs(Number((answer as number[])[at]) - minutesOf(...ride))).toBeLessThan(1.5);
});

test('the example of one image for both learns to rank leads', () => {
  const rows = Array.from({ length: 200 }, (_, row) => [(row * 7) % 20, (row * 13) % 100] as const);
  const leads = rows.map(([visits, days]) => `${Number(5 * visits > days)},${visits},${days}`);
  const values = train(
    placeExample('algorithm-combined'),
    trainingFolder({ channels: { train: leads.join('\n') } }),
  );
  expect(values).toHaveLength(100);
  expect(values.at(-1)).toBeGreaterThan(0.99);
});
