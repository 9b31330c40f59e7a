import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hasMarks } from '../../src/merge/conflict-marks.ts';
import { mergeText as merge } from '../../src/merge/merge-text.ts';
import type { ThreeTexts } from '../../src/merge/three-texts.ts';
import { splitLines } from '../../src/text/split-lines.ts';
import { tries } from '../support/every-case.ts';

const line = fc.constantFrom('a', 'b', 'c', 'd', 'constructor', '__proto__', '', '  x', 'y  ');
const ending = fc.constantFrom('\n', '\n', '\n', '\r\n');
const text = fc
  .tuple(fc.array(fc.tuple(line, ending), { maxLength: 8 }), fc.boolean())
  .map(([lines, endsWhole]) => {
    const joined = lines.map((parts) => parts.join('')).join('');
    return endsWhole ? joined : joined.replace(/\r?\n$/, '');
  });
/** Rendered files have no Windows line endings. */
const generated = text.map((value) => value.replaceAll('\r\n', '\n'));
const runs = { numRuns: tries(500, 5000) };

test('an unchanged file takes the new text', () => {
  fc.assert(
    fc.property(generated, generated, fc.boolean(), (previous, incoming, isWindows) => {
      const ended = (value: string) => (isWindows ? value.replaceAll('\n', '\r\n') : value);
      fc.pre(!isWindows || previous.includes('\n'));
      expect(mergeText({ previous, current: ended(previous), incoming }).text).toBe(ended(incoming));
    }),
    runs,
  );
});

test('without news from the generator the seller’s text stays, byte for byte', () => {
  fc.assert(
    fc.property(generated, text, (previous, current) => {
      expect(mergeText({ previous, current, incoming: previous })).toEqual({ kind: 'clean', text: current });
    }),
    runs,
  );
});

test('the same edit on both sides is no conflict', () => {
  fc.assert(
    fc.property(generated, generated, (previous, edited) => {
      expect(mergeText({ previous, current: edited, incoming: edited })).toEqual({
        kind: 'clean',
        text: edited,
      });
    }),
    runs,
  );
});

test('whether there is a conflict does not depend on the side, nor does a clean result', () => {
  fc.assert(
    fc.property(generated, generated, generated, (previous, one, other) => {
      const merged = mergeText({ previous, current: one, incoming: other });
      const turned = mergeText({ previous, current: other, incoming: one });
      expect(turned.kind).toBe(merged.kind);
      if (merged.kind === 'clean') expect(turned.text).toBe(merged.text);
    }),
    runs,
  );
});

test('a second merge of what came out changes nothing', () => {
  fc.assert(
    fc.property(generated, text, generated, (previous, current, incoming) => {
      const merged = mergeText({ previous, current, incoming });
      fc.pre(merged.kind === 'clean');
      expect(mergeText({ previous: incoming, current: merged.text, incoming })).toEqual(merged);
    }),
    runs,
  );
});

test('every line that only the seller has is in the result, as often as they wrote it', () => {
  const own = fc.constantFrom('mine 1', 'mine 2', 'mine 3');
  const edited = fc.array(fc.oneof(line, own), { maxLength: 8 }).map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(
      fc.option(generated, { nil: undefined }),
      edited,
      generated,
      (previous, current, incoming) => {
        const { text: merged } = mergeText({ previous, current, incoming });
        for (const mine of ['mine 1', 'mine 2', 'mine 3'])
          expect(count(merged, mine)).toBe(count(current, mine));
      },
    ),
    runs,
  );
});

test('if the previous text is uncertain, no line is removed because it is in it', () => {
  fc.assert(
    fc.property(generated, generated, generated, (previous, current, incoming) => {
      const { text: merged } = mergeText({ previous, current, incoming, isSure: false });
      for (const line of new Set(splitLines(current).map((value) => value.trimEnd())))
        expect(count(merged, line)).toBeGreaterThanOrEqual(1);
    }),
    runs,
  );
});

test('a conflict has marks around it, and only a conflict has', () => {
  fc.assert(
    fc.property(fc.option(generated, { nil: undefined }), text, generated, (previous, current, incoming) => {
      const { kind, text: merged } = mergeText({ previous, current, incoming });
      expect(hasMarks(merged)).toBe(kind === 'conflict');
    }),
    runs,
  );
});

test('the marks name the owner of each part', () => {
  expect(mergeText({ previous: 'a\nb\nc\n', current: 'a\nmine\nc\n', incoming: 'a\nnew\nc\n' })).toEqual({
    kind: 'conflict',
    text: 'a\n<<<<<<< yours\nmine\n||||||| last generated\nb\n=======\nnew\n>>>>>>> newly generated\nc\n',
  });
});

test('a file whose lines end as on Windows keeps that, and one with both kinds keeps each line’s own', () => {
  expect(mergeText({ previous: 'a\nb\nc\n', current: 'A\r\nb\r\nc\r\n', incoming: 'a\nb\nC\n' }).text).toBe(
    'A\r\nb\r\nC\r\n',
  );
  expect(mergeText({ previous: 'a\nb\nc\n', current: 'A\r\nb\nc\n', incoming: 'a\nb\nC\n' }).text).toBe(
    'A\r\nb\nC\n',
  );
});

test('what the seller wrote above the first line is no conflict with a change of that line', () => {
  const previous = '# Churn\n\nIt runs.\n';
  const incoming = '# Another\n\nIt walks.\n';
  expect(mergeText({ previous, current: `mine\n\n${previous}`, incoming })).toEqual({
    kind: 'clean',
    text: `mine\n\n${incoming}`,
  });
});

test('a last line without a line break is kept so', () => {
  expect(mergeText({ previous: 'a\nb\nc\n', current: 'a\nb\nc', incoming: 'A\nb\nc\n' }).text).toBe(
    'A\nb\nc',
  );
});

test('without a common beginning every difference is the seller’s to decide', () => {
  expect(mergeText({ previous: undefined, current: 'same\nmine\n', incoming: 'same\nnew\n' }).text).toBe(
    'same\n<<<<<<< yours\nmine\n||||||| last generated\n=======\nnew\n>>>>>>> newly generated\n',
  );
});

function count(value: string, mine: string): number {
  return value.split(/\r?\n/).filter((item) => item.trimEnd() === mine).length;
}

function mergeText(texts: Omit<ThreeTexts, 'isSure'> & { readonly isSure?: boolean }) {
  return merge({ isSure: true, ...texts });
}
