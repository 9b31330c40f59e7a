import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Load {
  readonly body: string | Uint8Array;
  /** By default `/invocations`. */
  readonly path?: string;
  readonly contentType: string;
  readonly accept?: string;
  readonly connections: number;
  /** Whole ones: wrk knows no others. */
  readonly seconds: number;
}

export interface Measured {
  readonly perSecond: number;
  readonly requests: number;
  readonly p50: number;
  readonly p99: number;
  /** Responses other than 2xx, and broken connections. */
  readonly faults: number;
}

/** Seconds that wrk may need to begin and to end. */
const patience = 20;

/** One run of wrk, which must be installed. All times are in milliseconds. */
export async function putLoad(url: string, load: Load): Promise<Measured> {
  const { body, path = '/invocations', contentType, accept, connections, seconds } = load;
  const folder = mkdtempSync(join(tmpdir(), 'sagemaker-mkt-load-'));
  try {
    const script = join(folder, 'load.lua');
    writeFileSync(join(folder, 'body'), body);
    writeFileSync(
      script,
      `wrk.method = "POST"
wrk.headers["Content-Type"] = "${contentType}"
${accept ? `wrk.headers["Accept"] = "${accept}"` : ''}
wrk.body = io.open("${join(folder, 'body')}", "rb"):read("*a")
function done(summary, latency)
  local faults = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout
  io.write(string.format("=%d %d %f %f %d", summary.requests, summary.duration,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, faults))
end
`,
    );
    const words = ['-t1', `-c${connections}`, `-d${Math.ceil(seconds)}s`, '--timeout', '60s', '-s', script];
    const text = await output('wrk', [...words, url + path], seconds + patience);
    const [requests = 0, microseconds = 1, p50 = 0, p99 = 0, faults = 0] = (text.split('=').at(-1) ?? '')
      .split(' ')
      .map(Number);
    return { requests, perSecond: (requests / microseconds) * 1e6, p50, p99, faults };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function output(program: string, words: readonly string[], seconds: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'inherit'], timeout: 1000 * seconds });
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
    });
    child.once('error', reject);
    child.once('close', () => resolve(text));
  });
}
