import { expect, test } from 'vitest';
import { escapeHidden, replaceHidden } from '../../src/text/hidden-characters.ts';

const hostile = 'a\u001b[2Jb\u202ec\u2066d\u0085e\u2028f\rg';

test('characters that change how text is shown are replaced one by one, or escaped as JSON does', () => {
  expect(replaceHidden(hostile)).toBe('a\ufffd[2Jb\ufffdc\ufffdd\ufffde\ufffdf\ufffdg');
  expect(escapeHidden(hostile)).toBe('a\\u001b[2Jb\\u202ec\\u2066d\\u0085e\\u2028f\\u000dg');
  expect(JSON.parse(`"${escapeHidden('\u202e')}"`)).toBe('\u202e');
});

test('other text stays as it is', () => {
  const plain = 'tab\tline\n\u00fcber \u65e5\u672c \u05e9\u05dc\u05d5\u05dd 👩‍🔬';
  expect([replaceHidden(plain), escapeHidden(plain)]).toEqual([plain, plain]);
});
