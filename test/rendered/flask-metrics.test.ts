import { describe, expect, test } from 'vitest';
import { Metrics } from '../../listing/runtime/serving/metrics.ts';
import { serveFlask } from '../support/flask-listing.ts';
import { pythonOf, titled } from '../support/python.ts';

const python = pythonOf('listing');

const answer = `if text == "die":
    os._exit(7)
if text == "fail":
    raise ValueError(text)
return json.dumps({"text": text})`;

describe.skipIf(python.missing)(titled('the metrics of Flask', python), () => {
  const serving = (inference: string) =>
    serveFlask(python.programs ?? '', { above: 'import os', answer, manifest: { inference } });

  test('are those of every other listing, and add up over all workers and over their deaths', async () => {
    const { url, invoke, until, logged } = await serving('inference: { workers: 2, maxPayloadMB: 1 }');
    const metrics = async () => (await fetch(`${url}/metrics`)).text();
    for (const body of ['a', 'b', 'c', 'fail']) await invoke(body);
    await invoke(Buffer.alloc(2 ** 20 + 1));
    // A worker that dies takes its connections with it.
    await expect(invoke('die')).rejects.toThrow();
    await until(() => logged('worker-died').length === 1);
    await until(async () => (await metrics()).includes('inference_worker_deaths_total 1'));
    const printed = await metrics();
    const statuses = printed.match(/^inference_calls_total.*$/gm);
    expect(statuses).toEqual([200, 413, 500].map((status) => expect.stringContaining(`"${status}"`)));
    expect(printed).toContain('inference_calls_total{status="200"} 3\n');
    expect(printed).toContain('inference_call_seconds_count 5\n');
    expect(printed).toContain('inference_body_bytes 0\n');
    const nothing = { open: 0, waiting: 0, bodyBytes: 0, workerDeaths: 0, isReady: true };
    const about = (text: string) =>
      text
        .split('\n')
        .filter((line) => line.startsWith('#'))
        .sort();
    expect(about(printed)).toEqual(about(new Metrics().print(nothing)));
    expect(names(printed)).toEqual(
      new Set([...names(new Metrics().print(nothing)), 'inference_calls_total']),
    );
  });

  test('are not there where the manifest says so', async () => {
    const { url } = await serving('inference: { metrics: false }');
    expect((await fetch(`${url}/metrics`)).status).toBe(404);
  });
});

/** Of all numbers, with the bounds of a histogram. */
function names(text: string): ReadonlySet<string> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Set(lines.map((line) => line.slice(0, line.lastIndexOf(' ')).replace(/\{status.*/, '')));
}
