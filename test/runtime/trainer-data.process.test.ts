import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openChannel } from '../../listing/runtime/training/channel-data.ts';
import type { Channel } from '../../listing/runtime/training.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { start } from './listing-in-test.ts';
import { channels, listingThatTrains, readIfThere } from './train-in-test.ts';

interface Opened {
  readonly channel: Channel;
  /** The FIFOs that did not exist yet. */
  readonly waited: string[];
  readonly stop: () => void;
}

function open(dataDir: string, facts: Partial<Channel> = {}): Opened {
  const waited: string[] = [];
  const stopping = new AbortController();
  const channel = openChannel(
    {
      name: 'train',
      dir: join(dataDir, 'train'),
      contentType: undefined,
      inputMode: 'File',
      recordWrapper: 'None',
      ...facts,
    },
    { signal: stopping.signal, onWait: (path) => waited.push(path) },
  );
  return { channel, waited, stop: () => stopping.abort() };
}

const pipe = { inputMode: 'Pipe' } as const;

function folderWith(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = temporaryFolder();
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

/** Does the work of SageMaker's agent, in the data folder. */
function agent(folder: string, script: string): ChildProcess {
  const child = spawn('sh', ['-c', script], { cwd: folder, stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

async function textOf(chunks: AsyncIterable<Buffer>): Promise<string> {
  const all: Buffer[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all).toString();
}

async function all(lines: AsyncIterable<string>): Promise<string[]> {
  const list: string[] = [];
  for await (const line of lines) list.push(line);
  return list;
}

describe('the files of a channel', () => {
  test('come in the order in which S3 lists them, from every folder, and without the manifest beside them', async () => {
    const names = ['a.csv', 'a/z.csv', 'a/b/1.csv', 'a0.csv', 'B.csv'];
    const folder = folderWith({
      ...Object.fromEntries(names.map((name) => [`train/${name}`, name])),
      'train-manifest': '[]',
    });
    const { channel } = open(folder);
    const inOrder = ['B.csv', 'a.csv', 'a/b/1.csv', 'a/z.csv', 'a0.csv'];
    expect(await channel.files()).toEqual(inOrder.map((name) => join(folder, 'train', name)));
    expect(await textOf(channel.read())).toBe(inOrder.join(''));
  });

  test('may be links, and a link that leads in a circle is followed once', async () => {
    const folder = folderWith({ 'elsewhere/a.csv': 'a', 'elsewhere/more/b.csv': 'b', 'train/c.csv': 'c' });
    symlinkSync(join(folder, 'elsewhere/a.csv'), join(folder, 'train/linked.csv'));
    symlinkSync(join(folder, 'elsewhere/more'), join(folder, 'train/linked'));
    symlinkSync(join(folder, 'train'), join(folder, 'train/circle'));
    const { channel } = open(folder);
    expect(await textOf(channel.read())).toBe('cab');
  });

  test('are read again in every pass', async () => {
    const { channel } = open(folderWith({ 'train/a': 'one ', 'train/b': 'two' }));
    for (const _ of [1, 2]) expect(await textOf(channel.read())).toBe('one two');
  });

  test('end their last line, whatever line ends and marks they have', async () => {
    const { channel } = open(folderWith({ 'train/a': '\ufeff1,2\r\n\r\n3,4', 'train/b': '\ufeffü\n' }));
    expect(await all(channel.lines())).toEqual(['1,2', '', '3,4', 'ü']);
  });

  test('may be larger than what is read at once, and their letters may lie across the border', async () => {
    const line = 'ü'.repeat(99_999);
    const { channel } = open(folderWith({ 'train/a': `x${line}\n${line}\n` }));
    expect(await all(channel.lines())).toEqual([`x${line}`, line]);
  });
});

describe('a Pipe', () => {
  test('is read FIFO by FIFO, each awaited until it is there', async () => {
    const folder = temporaryFolder();
    const { channel, waited } = open(folder, pipe);
    const first = textOf(channel.read());
    await expect.poll(() => waited).toHaveLength(1);
    agent(
      folder,
      'sleep 0.3; mkfifo train_0; (printf one; sleep 0.2; printf 1) > train_0; mkfifo train_1; printf two > train_1',
    );
    expect(await first).toBe('one1');
    expect(waited).toEqual([join(folder, 'train_0')]);
    expect(await textOf(channel.read())).toBe('two');
  });

  test('is closed before the next one is awaited, even when its pass ends early', async () => {
    const folder = temporaryFolder();
    // `yes` runs until its reader is gone.
    agent(folder, 'mkfifo train_0; yes > train_0; mkfifo train_1; printf two > train_1');
    const { channel } = open(folder, pipe);
    for await (const line of channel.lines()) {
      expect(line).toBe('y');
      break;
    }
    expect(await all(channel.lines())).toEqual(['two']);
  });

  test('may be empty', async () => {
    const folder = temporaryFolder();
    agent(folder, 'mkfifo train_0; : > train_0');
    expect(await textOf(open(folder, pipe).channel.read())).toBe('');
  });

  test('has no files, and says what to use instead', async () => {
    await expect(open('/', pipe).channel.files()).rejects.toThrow(
      'channel `train` is a Pipe, which has no files; use its read() or lines()',
    );
  });

  test('whose objects are wrapped as RecordIO has bytes, and no lines', async () => {
    const { channel } = open(folderWith({ train_0: 'record' }), { ...pipe, recordWrapper: 'RecordIO' });
    await expect(all(channel.lines())).rejects.toThrow(
      'wrapped as RecordIO, which has no lines; use its read()',
    );
    expect(await textOf(channel.read())).toBe('record');
  });
});

test.each([
  ['files', {}],
  ['a Pipe', pipe],
])('two passes at once are refused, in %s too', async (_title, facts) => {
  const { channel } = open(folderWith({ 'train/a': 'x', train_0: 'x', train_1: 'y' }), facts);
  for await (const _ of channel.read())
    await expect(textOf(channel.read())).rejects.toThrow('channel `train` is already being read');
  expect(await textOf(channel.read())).not.toBe('');
});

describe('when the job is stopped, a pass ends without an error', () => {
  test('in the middle of a stream, and a line that is not complete is left out', async () => {
    const folder = temporaryFolder();
    const { channel, stop } = open(folder, pipe);
    agent(folder, 'mkfifo train_0; (printf "one\\ntw"; sleep 1000) > train_0');
    const lines: string[] = [];
    for await (const line of channel.lines()) {
      lines.push(line);
      setTimeout(stop, 50);
    }
    expect(lines).toEqual(['one']);
  });

  test('while a FIFO is awaited, and every later pass is empty', async () => {
    const { channel, waited, stop } = open(temporaryFolder(), pipe);
    const pass = textOf(channel.read());
    await expect.poll(() => waited).toHaveLength(1);
    stop();
    expect([await pass, await textOf(channel.read())]).toEqual(['', '']);
  });

  test('between the lines and between the files', async () => {
    const { channel, stop } = open(folderWith({ 'train/a': '1\n2\n', 'train/b': '3\n' }));
    const lines: string[] = [];
    for await (const line of channel.lines()) {
      lines.push(line);
      stop();
    }
    expect(lines).toEqual(['1']);
    expect(await textOf(channel.read())).toBe('');
  });
});

test('data that cannot be read is an error, not an end', async () => {
  const folder = folderWith({ 'train/a': 'x', 'train_0/a': 'x' });
  symlinkSync('nowhere', join(folder, 'train/b'));
  await expect(textOf(open(folder).channel.read())).rejects.toThrow('ENOENT');
  await expect(textOf(open(folder, pipe).channel.read())).rejects.toThrow('EISDIR');
});

describe('the same training code as a real process', () => {
  const code = `async ({ channels, modelDir, signal }) => {
    const { appendFileSync } = await import('node:fs');
    for (let epoch = 0; epoch < 2; epoch += 1) {
      console.log('pass ' + epoch);
      for await (const line of channels.train.lines()) {
        appendFileSync(modelDir + '/lines', line + ';');
        console.log('learnt ' + line);
      }
    }
    if (signal.aborted) appendFileSync(modelDir + '/lines', 'saved');
  }`;

  test.each([
    ['File', ''],
    ['Pipe', 'for epoch in 0 1; do mkfifo train_$epoch; printf "1,2,x\\n3,4,y\\n" > train_$epoch; done'],
  ])('learns the same from %s', async (TrainingInputMode, script) => {
    const folder = listingThatTrains(code, channels({ train: { TrainingInputMode } }));
    agent(join(folder, 'ml/input/data'), script);
    const { exitCode, printed } = start(folder, 'runtime/training/trainer.ts');
    expect(await exitCode, printed()).toBe(0);
    expect(readIfThere(join(folder, 'ml/model/lines'))).toBe('1,2,x;3,4,y;1,2,x;3,4,y;');
  });

  test.each([
    ['a FIFO that is not there', 'true', '"event":"waiting-for-pipe"'],
    ['a FIFO that nobody writes to', 'mkfifo train_0', '"event":"stopping"'],
  ])('is stopped while it waits for %s', async (_title, script, said) => {
    const folder = listingThatTrains(code, channels({ train: { TrainingInputMode: 'Pipe' } }));
    await once(agent(join(folder, 'ml/input/data'), script), 'exit');
    const running = start(folder, 'runtime/training/trainer.ts');
    await running.untilPrinted('pass 0');
    running.process.kill('SIGTERM');
    expect(await running.exitCode, running.printed()).toBe(0);
    expect(running.printed()).toContain(said);
    expect(readIfThere(join(folder, 'ml/model/lines'))).toBe('saved');
  });

  test('saves what it has learnt from a stream when it is stopped', async () => {
    const folder = listingThatTrains(code, channels({ train: { TrainingInputMode: 'Pipe' } }));
    const writer = agent(
      join(folder, 'ml/input/data'),
      'mkfifo train_0; (echo first; echo second; while sleep 0.1; do echo; done) > train_0',
    );
    const ended = once(writer, 'exit');
    const running = start(folder, 'runtime/training/trainer.ts');
    await running.untilPrinted('learnt second');
    running.process.kill('SIGTERM');
    expect(await running.exitCode, running.printed()).toBe(0);
    expect(readIfThere(join(folder, 'ml/model/lines'))).toMatch(/^first;second;;*saved$/);
    await ended;
  });
});
