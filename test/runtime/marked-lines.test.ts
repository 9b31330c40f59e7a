import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { printMarked } from '../../listing/runtime/program/marked-lines.ts';

/** What is printed of these pieces of output. */
function printed(...pieces: readonly string[]): string {
  const [from, to] = [new PassThrough(), new PassThrough()];
  printMarked('[program] ')(from, to as unknown as NodeJS.WriteStream);
  for (const piece of pieces) from.emit('data', Buffer.from(piece));
  from.emit('close');
  return String(to.read() ?? '');
}

test('each line of a program has its mark, in whatever pieces it comes', () => {
  expect(printed('one\nt', 'w', 'o\n\nthree')).toBe(
    '[program] one\n[program] two\n[program] \n[program] three\n',
  );
});

test('a character of several bytes may be cut', () => {
  const [from, to] = [new PassThrough(), new PassThrough()];
  printMarked('> ')(from, to as unknown as NodeJS.WriteStream);
  const bytes = Buffer.from('é\n');
  for (const byte of bytes) from.emit('data', Buffer.from([byte]));
  expect(String(to.read())).toBe('> é\n');
});

test('a line without an end does not fill the memory', () => {
  const pieces = Array.from({ length: 5 }, () => 'x'.repeat(5000));
  expect(
    printed(...pieces)
      .split('\n')
      .slice(0, -1),
  ).toEqual([
    `[program] ${'x'.repeat(10_000)}`,
    `[program] ${'x'.repeat(10_000)}`,
    `[program] ${'x'.repeat(5000)}`,
  ]);
});

test('what ends without output prints nothing', () => {
  expect(printed()).toBe('');
});
