import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Duplex, duplexPair } from 'node:stream';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Frame, frameKinds } from '../../../listing/runtime/serving/frames.ts';
import { readFrames } from '../../../listing/runtime/serving/read-frames.ts';
import { FrameWriter } from '../../../listing/runtime/serving/write-frames.ts';
import { pythonOf, titled } from '../../support/python.ts';
import { type Given, outcomeOf } from './typescript-outcomes.ts';

/**
 * The expected result is written here, because neither of the two implementations (TypeScript and Python) may
 * define it.
 */
interface Case {
  readonly given: Given;
  readonly expected: unknown;
}

interface Table {
  readonly shared?: Given;
  readonly cases: readonly Case[];
}

interface FrameCase {
  /** The frame up to its body. */
  readonly given: string;
  readonly body: { readonly bytes: string; readonly times: number };
  readonly expected: { readonly kind: Frame['kind']; readonly call: number; readonly head: unknown };
}

interface FrameTable {
  readonly kinds: readonly string[];
  readonly frames: readonly FrameCase[];
}

const folder = join(import.meta.dirname, 'cases');
const topics = globSync('*.json', { cwd: folder })
  .map((file) => basename(file, '.json'))
  .filter((topic) => topic !== 'frames')
  .sort();
const read = (topic: string) => JSON.parse(readFileSync(join(folder, `${topic}.json`), 'utf8'));
const tables = topics.map((topic): [string, Table] => [topic, read(topic)]);
const { kinds, frames }: FrameTable = read('frames');
const bodyOf = ({ bytes, times }: FrameCase['body']) => Buffer.from(bytes.repeat(times), 'hex');
const bytesOf = ({ given, body }: FrameCase) => Buffer.concat([Buffer.from(given, 'hex'), bodyOf(body)]);
const whole = Buffer.concat(frames.map(bytesOf));
const expectedFrames = frames.map(({ expected, body }) => ({
  ...expected,
  body: bodyOf(body).toString('hex'),
}));

describe('TypeScript', () => {
  test.each(tables)('%s', (topic, { shared, cases }) => {
    const found = cases.map((one) => ({ ...one, expected: outcomeOf(topic, { ...shared, ...one.given }) }));
    expect(found).toEqual(cases);
  });

  test('frames are read, in whatever pieces they come', async () => {
    expect(frameKinds).toEqual(kinds);
    for (const size of [5, whole.length]) {
      const [mine, theirs] = duplexPair();
      const found = framesFrom(mine);
      for (let at = 0; at < whole.length; at += size) theirs.write(whole.subarray(at, at + size));
      theirs.end();
      expect(await found).toEqual(expectedFrames);
    }
  });

  test('frames are written', async () => {
    const [mine, theirs] = duplexPair();
    const { send } = new FrameWriter(mine);
    for (const { expected, body } of frames)
      send(expected.kind, expected.call, expected.head === null ? '' : JSON.stringify(expected.head), [
        bodyOf(body),
      ]);
    setImmediate(() => mine.end());
    const written = (await theirs.toArray()) as Buffer[];
    expect(Buffer.concat(written).toString('hex')).toBe(whole.toString('hex'));
  });
});

const python = pythonOf('listing');

describe.skipIf(python.missing)(titled('Python', python), () => {
  let said: Readonly<Record<string, readonly unknown[]>> = {};
  let sentBack: readonly unknown[] = [];

  beforeAll(async () => {
    const command = join(python.programs ?? '', 'python3');
    const child = spawn(command, ['-B', join(import.meta.dirname, 'answer_cases.py')], {
      stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
    });
    const channel = child.stdio[3];
    if (!(channel instanceof Duplex && child.stdout)) throw new Error('the program has no socket');
    const found = framesFrom(channel);
    channel.end(whole);
    said = JSON.parse(await text(child.stdout));
    sentBack = await found;
  });

  test.each(tables)('%s', (topic, { cases }) => {
    const found = cases.map((one, index) => ({ ...one, expected: said[topic]?.[index] }));
    expect(found).toEqual(cases);
  });

  test('frames are read, and written so that TypeScript reads the same', () => {
    expect(said['kinds']).toEqual(kinds);
    expect(said['frames']).toEqual(expectedFrames);
    expect(sentBack).toEqual(expectedFrames);
  });
});

async function framesFrom(stream: Duplex): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  readFrames(stream, ({ kind, call, head, body }) =>
    found.push({
      kind,
      call,
      head: head === '' ? null : JSON.parse(head),
      body: Buffer.concat(body).toString('hex'),
    }),
  );
  await once(stream, 'end');
  return found;
}
