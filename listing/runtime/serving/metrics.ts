import type { ServerResponse } from 'node:http';

/** What the server knows at the moment. */
export interface Gauges {
  readonly open: number;
  readonly waiting: number;
  readonly bodyBytes: number;
  /** Absent where the listing has none. */
  readonly conversations?: number;
  readonly workerDeaths: number;
  readonly isReady: boolean;
}

/** The upper bounds of the times in seconds: from a quick model to the longest answer of a batch transform. */
const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 600, 3600];

/** The status in the log of web servers for callers who left before the answer. */
const callerLeft = 499;

export const metricsType = 'text/plain; version=0.0.4; charset=utf-8';

/** Counts the calls of `/invocations`, and prints them as Prometheus and SageMaker read them. */
export class Metrics {
  readonly #statuses = new Map<number, number>();
  readonly #times = bounds.map(() => 0);
  #seconds = 0;

  /** Counts a call when it has ended. */
  follow(response: ServerResponse): void {
    const begun = performance.now();
    response.once('close', () => {
      const status = response.writableFinished ? response.statusCode : callerLeft;
      this.#count(status, (performance.now() - begun) / 1000);
    });
  }

  #count(status: number, seconds: number): void {
    this.#statuses.set(status, (this.#statuses.get(status) ?? 0) + 1);
    this.#seconds += seconds;
    const bucket = bounds.findIndex((bound) => seconds <= bound);
    if (bucket !== -1) this.#times[bucket] = (this.#times[bucket] ?? 0) + 1;
  }

  print({ open, waiting, bodyBytes, conversations, workerDeaths, isReady }: Gauges): string {
    const statuses = [...this.#statuses].sort(([one], [other]) => one - other);
    return [
      ...metric('inference_calls_total', 'counter', 'Calls of /invocations that have ended.', [
        ...statuses.map(([status, count]) => ({ labels: `{status="${status}"}`, value: count })),
      ]),
      ...metric('inference_call_seconds', 'histogram', 'Time from the headers of a call to its last byte.', [
        ...this.#histogram(statuses.reduce((sum, [, count]) => sum + count, 0)),
      ]),
      ...gauge('inference_calls_open', 'Calls that have begun and not ended.', open),
      ...gauge('inference_calls_waiting', 'Open calls that wait for a worker.', waiting),
      ...gauge('inference_body_bytes', 'Memory of the bodies of open calls.', bodyBytes),
      ...(conversations === undefined
        ? []
        : gauge('inference_conversations_open', 'WebSockets that are open.', conversations)),
      ...metric('inference_worker_deaths_total', 'counter', 'Workers that died.', [{ value: workerDeaths }]),
      ...gauge('inference_ready', '1 if /ping answers 200, otherwise 0.', Number(isReady)),
    ].join('');
  }

  *#histogram(total: number): Generator<Sample> {
    let below = 0;
    for (const [index, bound] of bounds.entries()) {
      below += this.#times[index] ?? 0;
      yield { suffix: '_bucket', labels: `{le="${bound}"}`, value: below };
    }
    yield { suffix: '_bucket', labels: '{le="+Inf"}', value: total };
    yield { suffix: '_sum', value: this.#seconds };
    yield { suffix: '_count', value: total };
  }
}

interface Sample {
  readonly suffix?: string;
  readonly labels?: string;
  readonly value: number;
}

function gauge(name: string, help: string, value: number): readonly string[] {
  return metric(name, 'gauge', help, [{ value }]);
}

function metric(name: string, type: string, help: string, samples: readonly Sample[]): readonly string[] {
  const lines = samples.map(({ suffix = '', labels = '', value }) => `${name}${suffix}${labels} ${value}\n`);
  return [`# HELP ${name} ${help}\n`, `# TYPE ${name} ${type}\n`, ...lines];
}
