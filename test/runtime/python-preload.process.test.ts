import { describe, expect, test } from 'vitest';
import { pythonKeepsItsPromises, serving } from './python-promises.ts';

// Workers are forks of one process that has loaded the model.
const way = {
  server: 'runtime/python/server.ts',
  worker: 'startPythonWorker',
  from: 'runtime/python/python-worker.ts',
  limits: 'preload: true',
};

pythonKeepsItsPromises(way);

describe('forked workers', () => {
  test('load once, and share what was loaded', async () => {
    const model = `
import os, random
import numpy

def load(model_dir):
    print("called load", flush=True)
    return numpy.ones(50_000_000, dtype="uint8")

def own_memory():
    with open("/proc/self/smaps_rollup") as sizes:
        return sum(int(line.split()[1]) for line in sizes if line.startswith("Private_"))

def predict(model, records):
    return [[os.getpid(), os.getppid(), int(model.sum()), own_memory(), random.random(), float(numpy.random.rand())]]
`;
    const { invoke, printed } = await serving(way, model, { workers: 2 });
    const answers: number[][] = [];
    const processes = () => new Set(answers.map(([pid]) => pid));
    while (processes().size < 2) {
      const asked = await Promise.all(Array.from({ length: 20 }, () => invoke('1')));
      answers.push(...asked.map(({ text }) => JSON.parse(text)));
    }
    expect(printed().match(/called load/g)).toHaveLength(1);
    expect(new Set(answers.map(([, parent]) => parent)).size).toBe(1);
    for (const [, , sum, kilobytes] of answers) {
      expect(sum).toBe(50_000_000);
      expect(kilobytes).toBeLessThan(40_000);
    }
    // Each has its own random numbers.
    for (const column of [4, 5])
      expect(new Set(answers.map((answer) => answer[column])).size).toBe(answers.length);
  });

  test('are replaced without loading again', async () => {
    const model = `
import os

def load(model_dir):
    print("called load", flush=True)

def predict(model, records):
    if records[0][0] == "die":
        os.kill(os.getpid(), 11)
    return [os.getpid()]
`;
    const { invoke, ping, printed, untilPrinted } = await serving(way, model);
    const first = await invoke('1');
    expect((await invoke('die')).status).toBe(503);
    await untilPrinted('was ended by SIGSEGV');
    await expect.poll(ping).toBe(200);
    const second = await invoke('1');
    expect(second.status).toBe(200);
    expect(second.text).not.toBe(first.text);
    expect(printed().match(/called load/g)).toHaveLength(1);
  });

  test('do not start while threads of the model run: they would be missing in them', async () => {
    const model = `
import threading, time

def load(model_dir):
    threading.Thread(target=time.sleep, args=[600], daemon=True, name="feeder").start()

def predict(model, records):
    return records
`;
    await expect(serving(way, model)).rejects.toThrow(
      /1 threads of the model or its libraries run \(feeder\)/,
    );
  });
});
