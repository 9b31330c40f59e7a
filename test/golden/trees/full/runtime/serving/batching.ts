import type { Batching, Context, InputRecord, LoadedModel } from '../inference.ts';

type Predict = (records: readonly InputRecord[], context: Context) => Promise<readonly unknown[]>;

/** The records of one caller. */
interface Share {
  readonly records: readonly InputRecord[];
  readonly context: Context;
  readonly resolve: (predictions: readonly unknown[]) => void;
  readonly reject: (fault: unknown) => void;
}

interface Batch {
  readonly shares: Share[];
  size: number;
}

/**
 * The same model, asked for the records of several callers at once. Only callers who sent and want the same types, with
 * the same parameters, members and custom attributes, share a call: to the handler it looks like one caller with more records.
 */
export function batched(model: LoadedModel, batching: Batching | null): LoadedModel {
  if (!batching || model.kind === 'raw') return model;
  const batcher = new Batcher(batching, model.predict);
  const predict: Predict = (records, context) =>
    new Promise((resolve, reject) => batcher.add({ records, context, resolve, reject }));
  return { kind: 'records', predict };
}

class Batcher {
  readonly #batching: Batching;
  readonly #predict: Predict;
  /** The batch that still takes records, for each kind of call. */
  readonly #filling = new Map<string, Batch>();

  constructor(batching: Batching, predict: Predict) {
    this.#batching = batching;
    this.#predict = predict;
  }

  add(share: Share): void {
    const { maxSize } = this.#batching;
    const { contentType, accept, attributes, parameters, members } = share.context;
    const key = JSON.stringify([contentType, accept, attributes, [...parameters], members]);
    const full = this.#filling.get(key);
    if (full && full.size + share.records.length > maxSize) this.#send(key, full);
    const batch = this.#filling.get(key) ?? this.#open(key);
    batch.shares.push(share);
    batch.size += share.records.length;
    if (batch.size >= maxSize) this.#send(key, batch);
  }

  #open(key: string): Batch {
    const batch: Batch = { shares: [], size: 0 };
    this.#filling.set(key, batch);
    const { maxDelayMs } = this.#batching;
    if (maxDelayMs === 0) setImmediate(() => this.#send(key, batch));
    else setTimeout(() => this.#send(key, batch), maxDelayMs);
    return batch;
  }

  #send(key: string, batch: Batch): void {
    if (this.#filling.get(key) !== batch) return;
    this.#filling.delete(key);
    void predictTogether(batch, this.#batching.maxSize, this.#predict);
  }
}

/** One caller's bad records must not fail the others: when a shared call fails, everyone is asked for alone. */
async function predictTogether({ shares, size }: Batch, maxSize: number, predict: Predict): Promise<void> {
  const [first] = shares;
  if (!first) return;
  if (shares.length === 1)
    return predictInParts(first.records, first.context, maxSize, predict).then(first.resolve, first.reject);
  const together = shareContext(shares, size);
  try {
    const predictions = await predict(
      shares.flatMap(({ records }) => records),
      together.context,
    );
    together.settle();
    let start = 0;
    for (const { records, resolve } of shares) {
      resolve(predictions.slice(start, start + records.length));
      start += records.length;
    }
  } catch {
    const alone = shares.map((share) => ({ shares: [share], size: share.records.length }));
    await Promise.all(alone.map((batch) => predictTogether(batch, maxSize, predict)));
  }
}

async function predictInParts(
  records: readonly InputRecord[],
  context: Context,
  maxSize: number,
  predict: Predict,
): Promise<readonly unknown[]> {
  const parts: (readonly unknown[])[] = [];
  for (let start = 0; start < records.length; start += maxSize)
    parts.push(await predict(records.slice(start, start + maxSize), context));
  return parts.flat();
}

/**
 * What the handler sees of several callers. What it sets is passed on only once the shared call has succeeded, and units
 * are shared out by records: so a caller pays the same in company and alone.
 */
function shareContext(shares: readonly Share[], size: number) {
  const contexts = shares.map(({ context }) => context);
  const [first] = contexts as [Context, ...Context[]];
  const later: (() => unknown)[] = [];
  let signal: AbortSignal | undefined;
  const context: Context = {
    contentType: first.contentType,
    parameters: first.parameters,
    members: first.members,
    accept: first.accept,
    attributes: first.attributes,
    requestId: contexts.map(({ requestId }) => requestId).join(','),
    get signal() {
      signal ??= allAborted(contexts.map((one) => one.signal));
      return signal;
    },
    setAttributes: (attributes) => {
      later.push(() => contexts.map((one) => one.setAttributes(attributes)));
    },
    meter: (units) => {
      later.push(() =>
        shares.map(({ records, context }) => context.meter(Math.ceil((units * records.length) / size))),
      );
    },
  };
  return { context, settle: () => later.map((act) => act()) };
}

/** Aborts when the last of them has. */
function allAborted(signals: readonly AbortSignal[]): AbortSignal {
  const all = new AbortController();
  const check = () => signals.every(({ aborted }) => aborted) && all.abort(signals[0]?.reason);
  for (const signal of signals) signal.addEventListener('abort', check, { once: true });
  check();
  return all.signal;
}
