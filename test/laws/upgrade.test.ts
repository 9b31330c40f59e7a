import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tries } from '../support/every-case.ts';
import { randomDraft, randomDraftInBraces, randomDraftWithAliases } from '../support/random-draft.ts';
import { meaningOf, upgradeText } from '../support/upgrade-text.ts';

const runs = { numRuns: tries(60, 400) };
const anyDraft = fc.oneof(
  { arbitrary: randomDraft, weight: 3 },
  { arbitrary: randomDraftInBraces, weight: 1 },
);

test('an upgraded draft means what it should, whatever its style', () => {
  fc.assert(
    fc.property(anyDraft, (text) => {
      expect(meaningOf(upgradeText(text))).toEqual(inVersion1(meaningOf(text)));
    }),
    runs,
  );
});

test('every comment survives, and a second upgrade finds nothing to do', () => {
  fc.assert(
    fc.property(anyDraft, (text) => {
      const after = upgradeText(text);
      expect(commentsIn(after)).toEqual(commentsIn(text));
      expect(upgradeText(after)).toBe(after);
    }),
    runs,
  );
});

test('unchanged lines keep their text and order, and so do blank lines and line ends', () => {
  fc.assert(
    fc.property(randomDraft, (text) => {
      const after = upgradeText(text);
      expect(untouchedLines(after)).toEqual(untouchedLines(text));
      if (text.endsWith('\n')) expect(blankLines(after)).toBe(blankLines(text));
      expect(after.endsWith('\n')).toBe(text.endsWith('\n'));
      if (text.includes('\r')) expect(after.replaceAll('\r\n', '')).not.toContain('\n');
      else if (text.includes('\n')) expect(after).not.toContain('\r');
    }),
    runs,
  );
});

test('where there are aliases, the meaning is right or the file is left alone', () => {
  let upgraded = 0;
  fc.assert(
    fc.property(randomDraftWithAliases, (text) => {
      const after = upgradeText(text);
      if (/^marketplace\.yaml:\d+:\d+: error: .* \[upgrade-alias\]/.test(after)) return;
      upgraded += 1;
      expect(meaningOf(after)).toEqual(inVersion1(meaningOf(text)));
    }),
    runs,
  );
  expect(upgraded).toBeGreaterThan(20);
});

/** The table of docs/how-to/upgrading.md, applied to values. The upgrade itself works on text only. */
function inVersion1(draft: unknown): unknown {
  const old = draft as Record<string, unknown>;
  const types: Record<string, string> = { model: 'model-package' };
  const rename = (names: Record<string, string>) => {
    const found = Object.entries(names).filter(([name]) => name in old);
    return Object.fromEntries(found.map(([name, now]) => [now, old[name]]));
  };
  const product = rename({ name: 'name', release: 'release', title: 'title', description: 'description' });
  if ('type' in old) product['type'] = types[String(old['type'])] ?? old['type'];
  const contentTypes = rename({ accepts: 'input', returns: 'output' });
  const artifacts =
    'model' in old
      ? { mode: 'bundled', path: (old['model'] as { bundled: unknown }).bundled }
      : 'modelUri' in old
        ? { mode: 's3', path: 'model', s3Uri: old['modelUri'] }
        : {};
  const members = {
    version: 1,
    product,
    ...rename({ framework: 'framework', os: 'base' }),
    ...rename(unchanged),
    contentTypes,
    artifacts,
    ...('training' in old && { training: { hyperparameters: hyperparameters(old['training']) } }),
  };
  return Object.fromEntries(Object.entries(members).filter(([, value]) => JSON.stringify(value) !== '{}'));
}

const unchanged = Object.fromEntries(
  ['inference', 'upload', 'regenerate', 'validation'].map((name) => [name, name]),
);

function hyperparameters(training: unknown): unknown[] {
  const types = { int: 'integer', float: 'continuous', choice: 'categorical', text: 'free-text' };
  const list = (training as { hyperparameters: { name: string; kind: keyof typeof types }[] })
    .hyperparameters;
  return list.map(({ name, kind }) => ({ name, type: types[kind] }));
}

/** The text after each #, even if it is inside a value: values must not change either. */
function commentsIn(text: string): string[] {
  return [...text.matchAll(/(?:^|\s)(#.*)$/gm)].map(([, comment = '']) => comment.trim()).sort();
}

function untouchedLines(text: string): string[] | null {
  return text.match(/^(framework| *workers| *batching| *# own).*$/gm);
}

function blankLines(text: string): number {
  return text
    .split('\n')
    .slice(0, -1)
    .filter((line) => line.trim() === '').length;
}
