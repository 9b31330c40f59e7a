import { Duplex } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Body,
  type Frame,
  frameKinds,
  parseCallHead,
  printCallHead,
} from '../../listing/runtime/serving/frames.ts';
import { giveBack } from '../../listing/runtime/serving/give-back.ts';
import { framesInPlace, readFrames } from '../../listing/runtime/serving/read-frames.ts';
import { FrameWriter } from '../../listing/runtime/serving/write-frames.ts';

const length = fc.oneof(fc.nat(40), fc.nat(5_000), fc.constantFrom(16_383, 65_536, 65_537, 200_000));
const piece = length.chain((size) => fc.nat(255).map((byte) => Buffer.alloc(size, byte)));
const frame: fc.Arbitrary<Frame> = fc.record({
  kind: fc.constantFrom(...frameKinds),
  call: fc.nat(2 ** 31),
  head: fc.string({ unit: 'binary', maxLength: 60 }),
  body: fc.array(piece, { maxLength: 4 }),
});
const frames = fc.array(frame, { maxLength: 6 });
/** How many bytes come at a time. */
const sizes = fc.array(fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 300_000 })), {
  minLength: 1,
});

describe('frames arrive as they were sent, whatever their sizes and whatever comes at a time', () => {
  test('in pieces', async () => {
    await fc.assert(
      fc.asyncProperty(frames, sizes, async (sent, chunks) => {
        const found: Frame[] = [];
        const stream = new Duplex({ read() {}, write: () => {} });
        readFrames(stream, (one) => found.push(one));
        for (const chunk of chunked(await written(sent), chunks)) stream.push(chunk);
        stream.push(null);
        await new Promise((resolve) => stream.once('end', resolve));
        expect(found.map(comparable)).toEqual(sent.map(comparable));
      }),
    );
  });

  test('in place, each body in one piece', async () => {
    await fc.assert(
      fc.asyncProperty(frames, sizes, async (sent, chunks) => {
        const found: Frame[] = [];
        readInPlace(await written(sent), chunks, (one) => found.push(one));
        expect(found.map(comparable)).toEqual(sent.map(comparable));
        expect(found.every(({ body }) => body.length === 1)).toBe(true);
      }),
    );
  });
});

test('a large body that is read in place is not copied', async () => {
  const [sent] = [{ kind: 'call', call: 1, head: '', body: [Buffer.alloc(1e6, 7)] }] as const;
  const places = new Set<ArrayBufferLike>();
  readInPlace(
    await written([sent]),
    [50_000],
    ({ body }) => places.add(body[0]?.buffer ?? Buffer.of().buffer),
    places,
  );
  // One place is shared by what comes before it, the other is that of the body.
  expect(places.size).toBe(2);
});

test('memory is given back that is large and holds nothing else', () => {
  const [large, small, shared] = [Buffer.alloc(5_000), Buffer.alloc(100), Buffer.alloc(10_000)];
  for (const one of [large, small, shared.subarray(5_000)]) giveBack(one);
  expect([large, small, shared].map(({ length }) => length)).toEqual([0, 100, 10_000]);
});

test('the memory of a large body is given back while the rest waits for the reader', async () => {
  const body = Array.from({ length: 20 }, () => Buffer.alloc(100_000));
  const taken: (() => void)[] = [];
  const stream = new Duplex({ read() {}, writev: (_parts, done) => void taken.push(done) });
  new FrameWriter(stream, { isOwner: true }).send('call', 1, '', body);
  await setImmediate();
  taken.shift()?.();
  expect([body.at(0)?.length, body.at(-1)?.length]).toEqual([0, 100_000]);
  for (let take = taken.shift(); take; take = taken.shift()) take();
  expect(body.map(({ length }) => length)).toEqual(body.map(() => 0));
});

test('the head of a call keeps its id and every header', () => {
  const requestId = 'c0ffee00-0000-4000-8000-000000000000';
  for (const head of [{ requestId }, { requestId, contentType: 'text/csv', attributes: 'naïve "quotes"' }])
    expect(parseCallHead(printCallHead(head))).toEqual(head);
});

function comparable({ body, ...rest }: Frame): object {
  return { ...rest, body: Buffer.concat(body).toString('hex') };
}

/** The bytes of the frames on the socket. */
async function written(sent: readonly Frame[]): Promise<Buffer> {
  const parts: Buffer[] = [];
  const stream = new Duplex({
    read() {},
    write(part, _encoding, done) {
      parts.push(part);
      void setImmediate().then(() => done());
    },
  });
  const writer = new FrameWriter(stream);
  for (const { kind, call, head, body } of sent) writer.send(kind, call, head, body as Body);
  do await setImmediate();
  while (stream.writableLength > 0);
  return Buffer.concat(parts);
}

function* chunked(bytes: Buffer, sizes: readonly number[]): Generator<Buffer> {
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

/** Reads as a socket with `onread` does: never more at once than the buffer takes. */
function readInPlace(
  bytes: Buffer,
  sizes: readonly number[],
  onFrame: (frame: Frame) => void,
  places = new Set<ArrayBufferLike>(),
): void {
  const { buffer, callback } = framesInPlace(onFrame);
  if (typeof buffer !== 'function') throw new Error('the buffer is asked for before each read');
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const place = buffer();
    places.add(place.buffer);
    const count = bytes.copy(place, 0, at, at + (sizes[turn % sizes.length] ?? 1));
    callback(count, place);
    at += count;
  }
}
