import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judge } from '../../src/model/model-files/grades.ts';
import { answersForModel } from '../../src/model/model-files/listing-for-model.ts';
import { type ModelFile, piecesOf } from '../../src/model/model-files/pieces.ts';
import { recogniseFile } from '../../src/model/model-files/recognise-model.ts';
import { plainPaint } from '../../src/problem/print-problems.ts';
import { printFoundModel } from '../../src/report/print-found-model.ts';
import { inflateStart } from '../../src/shell/from-model/inflate-start.ts';
import { tries } from '../support/every-case.ts';

/** Models as their libraries saved them. */
const saved = globSync('test/support/models/saved/*', { cwd: new URL('../../', import.meta.url).pathname })
  .sort()
  .map((path) => ({ name: basename(path), bytes: new Uint8Array(readFileSync(path)) }));

function fileOf(name: string, bytes: Uint8Array): ModelFile & { readonly bytesRead: () => number } {
  const { size, read } = piecesOf(bytes);
  let total = 0;
  const counted = (at: number, length: number) => {
    const piece = read(at, length);
    total += piece.length;
    return piece;
  };
  return { name, size, read: counted, inflate: inflateStart, bytesRead: () => total };
}

test.each(saved)('$name is recognised', ({ name, bytes }) => {
  expect(recogniseFile(fileOf(name, bytes))).toBeDefined();
});

test('whatever is done to the bytes of a model, it is read, graded and printed without a fault, and in bounds', () => {
  const change = fc.record({ at: fc.nat(), byte: fc.nat(255) });
  const edits = {
    changes: fc.array(change, { maxLength: 6 }),
    cut: fc.option(fc.nat()),
    twice: fc.boolean(),
  };
  fc.assert(
    fc.property(fc.constantFrom(...saved), fc.record(edits), ({ name, bytes }, { changes, cut, twice }) => {
      const whole = twice ? Uint8Array.from([...bytes, ...bytes]) : bytes.slice();
      for (const { at, byte } of changes) whole[at % whole.length] = byte;
      const file = fileOf(name, cut === null ? whole : whole.subarray(0, cut % whole.length));
      const found = recogniseFile(file);
      // Each kind looks at the first bytes, and one reads on: at most a window of 4 kB for each part it passes over.
      expect(file.bytesRead()).toBeLessThan(1_000_000 + 80 * whole.length);
      if (!found) return;
      const judged = judge(found);
      expect(printFoundModel({ path: name, found, judged, assumed: [] }, plainPaint)).toContain(name);
      expect(answersForModel(found, []).framework).not.toBe('');
      JSON.stringify(found);
    }),
    { numRuns: tries(400, 3000) },
  );
});

test('any bytes, packed or not, are read without a fault', () => {
  const starts = fc.constantFrom(
    '\x80\x04',
    '{"learner"',
    'tree\nversion=v4\n',
    'CBM1',
    'PK\x03\x04',
    '\x08\x0a',
    'GGUF',
    '\x1f\x8b',
    '',
  );
  fc.assert(
    fc.property(starts, fc.uint8Array({ maxLength: 300 }), (start, rest) => {
      const bytes = Uint8Array.from([...Uint8Array.from(start, (letter) => letter.charCodeAt(0)), ...rest]);
      const found = recogniseFile(fileOf('model.bin', bytes));
      expect(found === undefined || judge(found).because !== '').toBe(true);
    }),
    { numRuns: tries(500, 5000) },
  );
});
