import fc from 'fast-check';
import { expect, test } from 'vitest';
import { elementText, html } from '../../src/report/html.ts';
import { hostileText } from '../support/hostile-text.ts';

test('a value can end neither its element nor its attribute', () => {
  const nasty = `</script><img src=x onerror="a('b')"> & <!--`;
  expect(html`<b title="${nasty}">${nasty}</b>`.html).toBe(`<b title="${quoted}">${quoted}</b>`);
});

const quoted = '&lt;/script&gt;&lt;img src=x onerror=&quot;a(&#39;b&#39;)&quot;&gt; &amp; &lt;!--';

test('no value adds a character with a meaning in HTML', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const { html: printed } = html`${text}`;
      expect(printed.replaceAll(/&(amp|lt|gt|quot|#39);/g, '')).not.toMatch(/[<>"'&\0]/);
    }),
  );
});

test('HTML inside HTML is not quoted again, a list is joined, and nothing prints nothing', () => {
  expect(html`<p>${html`<b>${1}</b>`}${[html`a`, html`b`]}${null}</p>`.html).toBe('<p><b>1</b>ab</p>');
});

test.each(['a</script>', 'a<!--b'])('our own %s is refused where it would end its element', (code) => {
  expect(() => elementText(code)).toThrow('would end its own element');
});
