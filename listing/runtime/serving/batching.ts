import type { Batching } from '../declared.ts';
import type { Context, LoadedModel } from '../inference.ts';
import type { Predictions } from '../records.ts';
import { joinPredictions } from './join-predictions.ts';

/** Records in a form that can be joined and split. */
interface Rows<Self> {
  readonly length: number;
  slice(start: number, end: number): Self;
  concat(...others: Self[]): Self;
  /** Only rows of the same kind can be joined. */
  readonly kind?: string;
}

type Predict<Records> = (records: Records, context: Context) => Promise<Predictions>;

/** Shares with the same key can be one call. A session is opened for one caller alone. */
function keyOf<Records extends Rows<Records>>({ context, records }: Share<Records>): string {
  const { contentType, accept, attributes, parameters, members, columns } = context;
  const { sessionId, targetModel, inferenceComponent, wantsSession, requestId } = context;
  const target = [sessionId, targetModel, inferenceComponent, wantsSession && requestId];
  const kind = [contentType, accept, attributes, [...parameters], members, columns, records.kind];
  return JSON.stringify([kind, target]);
}

/** The records of one caller. */
interface Share<Records> {
  readonly records: Records;
  readonly context: Context;
  readonly resolve: (predictions: Predictions) => void;
  readonly reject: (fault: unknown) => void;
}

interface Batch<Records> {
  readonly key: string;
  readonly shares: Share<Records>[];
  size: number;
  /** The maximum delay is over, or the batch is full. */
  isDue: boolean;
}

/**
 * Makes one call to the model for the records of several callers. Callers only share a call if they have the same
 * content types, parameters, members, columns, custom attributes, session and target. The handler sees one caller with more records.
 */
export function batched(model: LoadedModel, batching: Batching | null): LoadedModel {
  if (!batching || model.kind === 'raw') return model;
  const isSerial = model.isSerial ?? false;
  // The same code twice, because the compiler checks the record type of each kind separately.
  if (model.kind === 'table')
    return { ...model, predict: together(new Batcher(batching, isSerial, model.predict)) };
  return { ...model, predict: together(new Batcher(batching, isSerial, model.predict)) };
}

function together<Records extends Rows<Records>>(batcher: Batcher<Records>): Predict<Records> {
  return (records, context) =>
    new Promise((resolve, reject) => batcher.add({ records, context, resolve, reject }));
}

class Batcher<Records extends Rows<Records>> {
  readonly #batching: Batching;
  /** If true, a call starts when the last one has ended, with all records that have arrived until then. */
  readonly #isSerial: boolean;
  readonly #predict: Predict<Records>;
  /** The open batch for each kind of call. It still accepts records. */
  readonly #filling = new Map<string, Batch<Records>>();
  readonly #due: Batch<Records>[] = [];
  #running = 0;

  constructor(batching: Batching, isSerial: boolean, predict: Predict<Records>) {
    this.#batching = batching;
    this.#isSerial = isSerial;
    this.#predict = predict;
  }

  add(share: Share<Records>): void {
    const { maxSize } = this.#batching;
    const key = keyOf(share);
    const full = this.#filling.get(key);
    if (full && full.size + share.records.length > maxSize) this.#close(full);
    const batch = this.#filling.get(key) ?? this.#open(key);
    batch.shares.push(share);
    batch.size += share.records.length;
    if (batch.size >= maxSize) this.#close(batch);
  }

  #open(key: string): Batch<Records> {
    const batch: Batch<Records> = { key, shares: [], size: 0, isDue: false };
    this.#filling.set(key, batch);
    const { maxDelayMs } = this.#batching;
    if (maxDelayMs === 0) setImmediate(() => this.#makeDue(batch));
    else setTimeout(() => this.#makeDue(batch), maxDelayMs);
    return batch;
  }

  #close(batch: Batch<Records>): void {
    if (this.#filling.get(batch.key) === batch) this.#filling.delete(batch.key);
    this.#makeDue(batch);
  }

  #makeDue(batch: Batch<Records>): void {
    if (batch.isDue) return;
    batch.isDue = true;
    this.#due.push(batch);
    this.#begin();
  }

  #begin(): void {
    while (!this.#isSerial || this.#running === 0) {
      const batch = this.#due.shift();
      if (!batch) return;
      this.#close(batch);
      this.#running += 1;
      void predictTogether(batch, this.#batching.maxSize, this.#predict).then(() => {
        this.#running -= 1;
        this.#begin();
      });
    }
  }
}

/**
 * Bad records of one caller must not affect others: if a shared call fails, each caller's records are retried
 * alone.
 */
async function predictTogether<Records extends Rows<Records>>(
  { shares, size }: Pick<Batch<Records>, 'shares' | 'size'>,
  maxSize: number,
  predict: Predict<Records>,
): Promise<void> {
  const [first, ...others] = shares;
  if (!first) return;
  if (others.length === 0)
    return predictInParts(first.records, first.context, maxSize, predict).then(first.resolve, first.reject);
  const context = shareContext(shares, size);
  try {
    const records = first.records.concat(...others.map((share) => share.records));
    const predictions = await predict(records, context.together);
    context.settle();
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

async function predictInParts<Records extends Rows<Records>>(
  records: Records,
  context: Context,
  maxSize: number,
  predict: Predict<Records>,
): Promise<Predictions> {
  const parts: Predictions[] = [];
  for (let start = 0; start < records.length; start += maxSize)
    parts.push(await predict(records.slice(start, start + maxSize), context));
  return joinPredictions(parts);
}

/**
 * The context of a shared call. Attributes and metering are only applied after the shared call has succeeded. Units
 * are divided in proportion to the records, so a caller pays the same as in a separate call.
 */
function shareContext<Records extends Rows<Records>>(
  shares: readonly Pick<Share<Records>, 'records' | 'context'>[],
  size: number,
) {
  const contexts = shares.map(({ context }) => context);
  const [first] = contexts as [Context, ...Context[]];
  const later: (() => unknown)[] = [];
  let signal: AbortSignal | undefined;
  const inferenceIds = contexts.flatMap(({ inferenceId }) => inferenceId ?? []);
  const together: Context = {
    contentType: first.contentType,
    parameters: first.parameters,
    members: first.members,
    columns: first.columns,
    accept: first.accept,
    attributes: first.attributes,
    requestId: contexts.map(({ requestId }) => requestId).join(','),
    inferenceId: inferenceIds.join(',') || undefined,
    targetModel: first.targetModel,
    inferenceComponent: first.inferenceComponent,
    sessionId: first.sessionId,
    wantsSession: first.wantsSession,
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
    openSession: first.openSession,
    closeSession: () => {
      later.push(() => contexts.map((one) => one.closeSession()));
    },
  };
  return { together, settle: () => later.map((act) => act()) };
}

/** Aborts when all signals have aborted. */
function allAborted(signals: readonly AbortSignal[]): AbortSignal {
  const all = new AbortController();
  const check = () => signals.every(({ aborted }) => aborted) && all.abort(signals[0]?.reason);
  for (const signal of signals) signal.addEventListener('abort', check, { once: true });
  check();
  return all.signal;
}
