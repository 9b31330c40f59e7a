import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  buildChange,
  buildFleet,
  buildProblem,
  buildProduct,
  buildReport,
} from '../support/build-reports.ts';
import { printPage } from '../support/print-page.ts';

const hash = (text: string | undefined) =>
  createHash('sha256')
    .update(text ?? '')
    .digest('base64');

test('the page allows its own style and script by fingerprint, and nothing else', () => {
  const page = printPage([buildReport()]);
  const [, style] = /<style>([\s\S]*?)<\/style>/.exec(page) ?? [];
  const [, script] = /<script type="module">([\s\S]*?)<\/script>/.exec(page) ?? [];
  const policy = `default-src &#39;none&#39;; style-src &#39;sha256-${hash(style)}&#39;; script-src &#39;sha256-${hash(script)}&#39;;`;
  expect(page).toContain(`<meta http-equiv="Content-Security-Policy" content="${policy}`);
  expect(page.match(/<script|<style|<link|<img|<iframe/g)).toEqual(['<style', '<script']);
  expect(page.replace(script ?? '', '')).not.toMatch(/https?:\/\/|\son[a-z]+=|\sstyle=/);
});

test('the same run on the same day is the same page; only the day changes what is past', () => {
  const fleet = buildFleet(20);
  expect(printPage(fleet)).toBe(printPage(fleet));
  expect(printPage([buildReport()], '2026-11-21')).not.toContain('data-past');
  expect(printPage([buildReport()], '2030-01-01')).toContain('data-past="on"');
});

test('a filter offers each value once, in order, with its count', () => {
  const bases = ['b:2', 'a:1', 'b:2'].map((id) => ({ id, endOfLife: '2030-01-01', isScannable: true }));
  const page = printPage(bases.map((base) => buildReport({ product: buildProduct({ base }) })));
  expect(page).toContain(
    '<select id="by-base" name="base"><option value="">All</option><option value="a:1">a:1 (1)</option><option value="b:2">b:2 (2)</option></select>',
  );
});

test('a problem is shown with its place, the marked source, the reason and the fix', () => {
  const problem = buildProblem({
    notes: [{ location: buildProblem().location, sentence: 'first written here' }],
  });
  const page = printPage([buildReport({ problems: [problem] })]);
  expect(page).toContain(`<div class="problem">
<p><span class="error">error</span> <code>product.name</code> is &quot;BERT Large&quot;, which cannot be the name of an ECR repository <span class="quiet"><code>name-not-ecr-safe</code></span></p>
<p class="quiet"><code>listings/<wbr>bert/<wbr>marketplace.yaml:3:39</code></p><pre tabindex="0" role="group" aria-label="Lines">product: { type: model-package, name: <mark>BERT Large</mark> }</pre>
<p><b>Because:</b> ECR takes 2 or more lower-case letters, digits and single - _ . between them, and a letter first</p>
<p><b>Fix:</b> use &quot;bert-large&quot;, and put the display name in <code>product.title</code></p>
<p><b>Note:</b> first written here <span class="quiet"><code>listings/<wbr>bert/<wbr>marketplace.yaml:3:39</code></span></p>
</div>`);
});

test('of a very long line only the part around the mistake is shown', () => {
  const source = `${'a'.repeat(5000)}WRONG${'b'.repeat(5000)}`;
  const location = { file: 'm.yaml', line: 1, column: 5001, length: 5, source };
  const page = printPage([buildReport({ problems: [buildProblem({ location })] })]);
  expect(page).toContain(`>${'a'.repeat(40)}<mark>WRONG</mark>${'b'.repeat(75)}</pre>`);
});

test('files that changed for one reason are listed under it', () => {
  const because = 'the manifest or the generator changed';
  const changes = [buildChange('a'), buildChange('b', { kind: 'update', because }), buildChange('c')];
  const page = printPage([buildReport({ status: 'planned', changes })]);
  expect(page).toContain('<h3>Changes that a run would write</h3>');
  expect(page).toContain('<p>2 new</p><ul class="paths"><li><code>a</code></li><li><code>c</code></li></ul>');
  expect(page).toContain(`<p>1 changed, ${because}</p><ul class="paths"><li><code>b</code></li></ul>`);
});

test('a run without listings is a page that says so', () => {
  const page = printPage([]);
  expect(page).toContain('<p id="shown" role="status">0 listings</p>');
  expect(page).toContain('<p id="none" class="quiet">This run had no listings.</p>');
});

test('problems come first, the worst before the others, by the name of the product and with their fix', () => {
  const warning = buildProblem({ severity: 'warning', fix: 'run  sagemaker-mkt generate a/b  and commit' });
  const page = printPage([
    buildReport({ name: 'fine' }),
    buildReport({ name: 'warned', problems: [warning] }),
    buildReport({ name: 'wrong', manifest: 'x/marketplace.yaml', product: null, problems: [buildProblem()] }),
    buildReport({ name: null, manifest: 'y/z/marketplace.yaml', product: null, problems: [buildProblem()] }),
  ]);
  const [, section = ''] =
    /<h2>Problems <small id="faulty">in 3 listings<\/small><\/h2>([\s\S]*)<h2>All listings/.exec(page) ?? [];
  expect([...section.matchAll(/<h3>(.*)<\/h3>/g)].map(([, name]) => name)).toEqual([
    'wrong',
    'y/z',
    'warned',
  ]);
  expect(section.match(/<b>Fix:<\/b>/g)).toHaveLength(3);
  expect(section).toContain('run <code>sagemaker-mkt generate a/<wbr>b</code> and commit</p>');
  expect([...page.matchAll(/<span class="name">(.*?)<\/span>/g)].map(([, name]) => name)).toEqual([
    'wrong',
    'y/z',
    'warned',
    'fine',
  ]);
  expect(printPage([buildReport()])).toContain('<p class="quiet">No listing has a problem.</p>');
});

test('an owner who is called none is not taken for the lack of one', () => {
  const page = printPage(['none', null, null].map((owner) => buildReport({ owner })));
  expect(page).toContain('<option value="is none">none (1)</option><option value="none">None (2)</option>');
  expect(page.match(/data-owner="[^"]*"/g)).toEqual([
    'data-owner="is none"',
    'data-owner="none"',
    'data-owner="none"',
  ]);
});
