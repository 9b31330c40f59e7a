import { stripTypeScriptTypes } from 'node:module';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Json } from '../../src/model/file-plan.ts';
import { dockerJson, dockerValue, dockerWord } from '../../src/render/quote/docker-value.ts';
import { markdownCode, markdownFence, markdownLines } from '../../src/render/quote/markdown-text.ts';
import { tsKey, tsLiteral } from '../../src/render/quote/ts-literal.ts';
import { yamlFile } from '../../src/render/quote/yaml-file.ts';
import { yamlText } from '../../src/render/quote/yaml-text.ts';
import { jsonText } from '../../src/text/json-text.ts';
import { dockerReads } from '../support/docker-reads.ts';
import { hostileLine, hostileText } from '../support/hostile-text.ts';
import { yamlByLibrary } from '../support/yaml-by-library.ts';

test('TypeScript reads a literal back exactly, as a value and as the name of a member', () => {
  const members = fc.uniqueArray(hostileText, { maxLength: 6 });
  fc.assert(
    fc.property(members, hostileText, (names, text) => {
      const source = `({ ${names.map((name) => `${tsKey(name)}: ${tsLiteral([text, name, { [name]: null }])}`).join(', ')} })`;
      const read: unknown = runInNewContext(stripTypeScriptTypes(source));
      const wanted = Object.fromEntries(names.map((name) => [name, [text, name, { [name]: null }]]));
      expect(JSON.stringify(read)).toBe(JSON.stringify(wanted));
    }),
  );
});

test('a literal type is one line, so no text can leave it', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      expect(tsLiteral(text)).not.toMatch(/[\n\r]/);
    }),
  );
});

test('JSON is read back exactly', () => {
  const value = fc.jsonValue({ stringUnit: 'binary' });
  fc.assert(
    fc.property(value, (json) => {
      expect(JSON.stringify(JSON.parse(jsonText(json as never)))).toBe(JSON.stringify(json));
    }),
  );
});

test('YAML reads a scalar back as the same text, alone, in a list and in a map', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const quoted = yamlText(text);
      expect(parse(`a: ${quoted}\nb: [${quoted}, ${quoted}]\nc: { d: ${quoted} }   # comment`)).toEqual({
        a: text,
        b: [text, text],
        c: { d: text },
      });
    }),
  );
});

test('a YAML file that is built reads back the same, in YAML 1.1 as in 1.2, comments and all', () => {
  fc.assert(
    fc.property(hostileText, hostileText, hostileLine, (text, other, line) => {
      const inner = { run: text, [`k${line}`]: other };
      const value = {
        steps: [inner],
        deep: { [`d${line}`]: { inner }, none: {} },
        last: `${text}\n${other}`,
      };
      const words = { header: line, comments: new Map([['last', line]]), remarks: new Map([[text, 'v1']]) };
      const printed = yamlFile({ kind: 'yaml', value, ...words });
      expect(parse(printed)).toEqual(value);
      expect(parse(printed, { version: '1.1' })).toEqual(value);
    }),
  );
});

test('a file of YAML that is printed member by member is as the library prints it whole', () => {
  const name = fc.constantFrom('a', 'b', 'c d', 'yes', '12', 'Fn::Sub');
  const leaf = fc.oneof(hostileText, fc.constant('remarked'), fc.integer(), fc.boolean(), fc.constant(null));
  const { tree } = fc.letrec<{ tree: Json; members: Json }>((tie) => ({
    members: fc.dictionary(name, tie('tree'), { maxKeys: 3 }),
    tree: fc.oneof({ depthSize: 'small' }, leaf, fc.array(tie('tree'), { maxLength: 2 }), tie('members')),
  }));
  fc.assert(
    fc.property(fc.dictionary(name, tree, { minKeys: 1 }), (value) => {
      const comments = new Map(placesIn(value).map((place) => [place, `of ${place}\ntwo lines`]));
      const words = { comments, remarks: new Map([['remarked', 'v1']]) };
      const printed = yamlFile({ kind: 'yaml', value, header: 'words', ...words });
      expect(printed).toBe(`# words\n\n${yamlByLibrary(value, words)}`);
    }),
  );
});

/** Of every second member. */
function placesIn(value: Json, path = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member], index) => {
    const place = path === '' ? key : `${path}.${key}`;
    return [...(Array.isArray(value) || index % 2 === 0 ? [] : [place]), ...placesIn(member, place)];
  });
}

test('a Dockerfile reads a value back exactly', () => {
  fc.assert(
    fc.property(hostileLine, (text) => {
      expect(dockerReads(dockerValue(text))).toBe(text);
    }),
  );
});

test('what is no plain word is refused where a Dockerfile has no quotes', () => {
  fc.assert(
    fc.property(hostileLine, (text) => {
      if (/[\s"'\\$#]/.test(text)) expect(() => dockerWord(text)).toThrow(RangeError);
    }),
  );
});

test('the JSON form of an instruction is JSON, and expands no variable', () => {
  fc.assert(
    fc.property(fc.array(hostileLine), (words) => {
      const read = JSON.parse(dockerJson(words)) as string[];
      expect(read.map((word) => word.replace(/\\([\\$])/g, '$1'))).toEqual(words);
      expect(read.join(' ')).not.toMatch(/(^|[^\\])(\\\\)*\$/);
    }),
  );
});

test('inline code in Markdown cannot be closed from within', () => {
  fc.assert(
    fc.property(hostileLine, (text) => {
      const [, fence = '', inner = ''] = /^(`+)([\s\S]*)\1$/.exec(markdownCode(text)) ?? [];
      expect(inner.match(/`+/g) ?? []).not.toContain(fence);
    }),
  );
});

test('a block of code in Markdown cannot be closed from within, and has the text as it is', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const [fence = '', ...lines] = markdownFence(text).split('\n');
      expect(lines.pop()).toBe(fence);
      expect(lines.join('\n')).toBe(text.replace(/\n$/, ''));
      expect(text.match(/`+/g) ?? []).not.toContain(fence);
    }),
  );
});

test('text of several lines keeps them, and begins no list, heading, table or tag', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const printed = markdownLines(text);
      expect(printed).not.toMatch(/^\s*(?:[-#>*+|]|<(?!https?:)|```)/m);
      const words = (some: string) => some.replace(/\s+/g, '');
      const read = printed.replace(/\\\n/g, '\n').replace(/<(https?:[^>]*)>|\\([^\n])/g, '$1$2');
      expect(words(read)).toBe(words(text));
    }),
  );
  expect(markdownLines('See https://a-b.example/c_d?e=f, and x_y.')).toBe(
    'See <https://a-b.example/c_d?e=f>, and x\\_y.',
  );
  expect(markdownLines('one\ntwo\n\n- three\n')).toBe('one\\\ntwo\n\n\\- three');
});
