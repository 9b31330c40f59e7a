import { spawnSync } from 'node:child_process';
import { closeSync, constants, openSync, readlinkSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type FlaskListing, serveFlask } from '../support/flask-listing.ts';
import { pythonOf, titled } from '../support/python.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { whenOver } from '../support/when-over.ts';

const python = pythonOf('listing');
const { programs = '', missing } = python;

/** Prints in Python and in a program of its own, more than any pipe holds. */
const chatty = `
for _ in range(40):
    print("o" * 100_000)
    print("e" * 100_000, file=sys.stderr)
    os.system("printf %0100000d 1")
return json.dumps(text)`;

describe.skipIf(missing)(titled('a listing of Flask', python), () => {
  test.each([
    ['that writes to closed outputs', 'exec "$0" >&- 2>&-'],
    ['that has nothing open at all', 'exec "$0" <&- >&- 2>&-'],
  ])('%s answers, and gives their numbers to nothing else', async (_, start) => {
    const listing = await serveChatty(start);
    const { pid = 0 } = listing.process;
    for (const descriptor of [1, 2]) expect(readlinkSync(`/proc/${pid}/fd/${descriptor}`)).toBe('/dev/null');
    await answersAndStops(listing);
  });

  test('whose log nobody reads any more answers, and stops as always', async () => {
    const pipe = newPipe();
    const reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
    const listing = await serveChatty(`exec "$0" >'${pipe}' 2>&1`);
    closeSync(reader);
    await answersAndStops(listing);
  });

  test('whose log is full answers, and stops as always', async () => {
    const pipe = newPipe();
    const reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
    whenOver(() => closeSync(reader));
    await answersAndStops(await serveChatty(`exec "$0" >'${pipe}' 2>&1`));
  });

  test('keeps half a megabyte for a reader who is late', async () => {
    const pipe = newPipe();
    const reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
    whenOver(() => closeSync(reader));
    const { invoke } = await serveFlask(programs, {
      answer: 'for number in range(500): print(number, "x" * 1000)\nreturn "x"',
      start: `exec "$0" >'${pipe}' 2>&1`,
    });
    expect((await invoke('x')).status).toBe(200);
    const read = Buffer.alloc(2 ** 20);
    const length = readSync(reader, read);
    const lines = read
      .toString('utf8', 0, length)
      .split('\n')
      .filter((line) => line.endsWith('x'));
    expect(lines.map((line) => Number(line.split(' ')[0]))).toEqual([...Array(500).keys()]);
  });
});

const serveChatty = (start: string) =>
  serveFlask(programs, { answer: chatty, manifest: { inference: 'inference: { workers: 1 }' }, start });

async function answersAndStops({ invoke, ping, stop }: FlaskListing): Promise<void> {
  for (const word of ['first', 'second']) {
    const { status, text } = await invoke(word);
    expect([status, text]).toEqual([200, JSON.stringify(word)]);
    expect(await ping()).toBe(200);
  }
  expect(await stop()).toBe(0);
}

function newPipe(): string {
  const pipe = join(temporaryFolder(), 'pipe');
  spawnSync('mkfifo', [pipe]);
  return pipe;
}
