import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { ProblemCode } from '../../src/model/problem-code.ts';
import { buildFleet, buildProblem, buildProduct, buildReport } from '../support/build-reports.ts';
import { accessibilityFindings, brokenCodes, closeBrowserAfterAll, openPage } from '../support/chromium.ts';
import { inCiAlone, isEveryCase, oneIn } from '../support/every-case.ts';
import { printPage } from '../support/print-page.ts';
import { missingTool } from '../support/required-tool.ts';
import { column, names, status, worstFirst } from '../support/shown-in-fleet.ts';

const noChromium = missingTool('chromium');
const title = `the fleet report in a browser${noChromium ? ` (skipped: ${noChromium})` : ''}`;

describe.skipIf(noChromium)(title, () => {
  closeBrowserAfterAll();

  test.each([0, 1])(
    'with %i listings it opens without a request, an error or a word in the console',
    async (size) => {
      const { page, complaints } = await openPage(printPage(buildFleet(size)));
      expect(await status(page)).toBe(size === 1 ? '1 listing' : '0 listings');
      expect(await names(page)).toHaveLength(size);
      expect(complaints).toEqual([]);
    },
  );

  test('whatever a title says, it is only shown', async () => {
    const script = '<script>document.title="run"</script>';
    const hostile = [
      `</script>${script}<img src=x onerror="document.title='run'">`,
      `<!-- ${script} -->`,
      `"><svg onload=document.title='run'>`,
      `</td></tr></table></tbody>${script}`,
      `' onfocus='document.title="run"' autofocus='`,
    ];
    const fleet = hostile.map((text) =>
      buildReport({
        manifest: text,
        name: text,
        owner: text,
        product: buildProduct({
          title: text,
          name: text,
          framework: text,
          images: [text],
          base: { id: text, endOfLife: text, isScannable: false },
        }),
        problems: [buildProblem({ what: text, fix: text, because: text, code: text as ProblemCode })],
      }),
    );
    const { page, complaints } = await openPage(printPage(fleet));
    await page.getByRole('button', { name: 'Open all details' }).click();
    expect(await column(page, 6)).toEqual(hostile);
    await page.getByLabel('Owner', { exact: true }).selectOption(`is ${hostile[2]}`);
    await page.getByLabel('Base', { exact: true }).selectOption(hostile[2] ?? '');
    expect(await column(page, 6)).toEqual([hostile[2]]);
    expect(await page.title()).toBe('Fleet report, 2026-11-21');
    expect(complaints).toEqual([]);
  });

  test('even HTML that got into the page unquoted could run nothing and ask nobody', async () => {
    const asked: string[] = [];
    const server = createServer(({ url }, response) => {
      asked.push(url ?? '');
      response.end();
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const outside = `http://127.0.0.1:${port}`;
    const smuggled = `<img src="${outside}/image" onerror="document.title='run'"><script>document.title='run'</script>
<script src="${outside}/script"></script><iframe src="${outside}/frame"></iframe><style>body { display: none }</style>`;
    const { page } = await openPage(printPage([buildReport()]).replace('</main>', `${smuggled}</main>`));
    await page.waitForLoadState('networkidle');
    expect([await page.title(), asked]).toEqual(['Fleet report, 2026-11-21', []]);
    expect(await names(page)).toEqual(['churn-scorer']);
  });

  test('without JavaScript every listing and its details can be read, and no control is there that does nothing', async () => {
    const fleet = buildFleet(210);
    const { page } = await openPage(printPage(fleet), { javaScriptEnabled: false });
    expect(await page.locator('.listing:visible').count()).toBe(210);
    expect(await page.locator('.details:visible').count()).toBe(210);
    const faulty = fleet.filter(({ problems }) => problems.length > 0);
    expect(await page.locator('.faulty > section:visible').count()).toBe(faulty.length);
    expect(await page.locator('button:visible, input:visible, select:visible').count()).toBe(0);
  });

  test('by keyboard alone: search, read the details, close them again', async () => {
    const { page } = await openPage(printPage(buildFleet(50)));
    await tabTo(page, 'Search');
    await page.keyboard.type('FRAUD  classifier-9');
    expect([await names(page), await status(page)]).toEqual([['fraud-classifier-9'], '1 of 50 listings']);
    await tabTo(page, 'fraud-classifier-9');
    const button = page.getByRole('button', { name: 'fraud-classifier-9' });
    const details = page.locator(`#${await button.getAttribute('aria-controls')}`);
    expect([await button.getAttribute('aria-expanded'), await details.isVisible()]).toEqual(['false', false]);
    await page.keyboard.press('Enter');
    expect([await button.getAttribute('aria-expanded'), await details.isVisible()]).toEqual(['true', true]);
    expect(await details.textContent()).toContain('listings/fraud-classifier-9/marketplace.yaml');
    await page.keyboard.press('Space');
    expect(await details.isVisible()).toBe(false);
  });

  test('what stands in the details is found too: an image, a problem', async () => {
    const fleet = buildFleet(50);
    const { page } = await openPage(printPage(fleet));
    await page.getByLabel('Search').fill('fraud-scorer-2-training:1.1.0');
    expect(await names(page)).toEqual(['fraud-scorer-2']);
    await page.getByLabel('Search').fill('BERT-large');
    expect(await status(page)).toBe('2 of 50 listings');
    await page.getByLabel('Search').fill('algoRITHM');
    const algorithms = fleet.filter(({ product }) => product?.type === 'algorithm');
    expect(await names(page)).toEqual(worstFirst(algorithms));
  });

  test('filters narrow each other down, and are cleared together', async () => {
    const fleet = buildFleet(60);
    const { page } = await openPage(printPage(fleet));
    const expected = fleet.filter(
      ({ product }) =>
        product?.type === 'algorithm' && product.framework === 'typescript 24' && !product.base.isScannable,
    );
    await page.getByLabel('Product type').selectOption('algorithm');
    await page.getByLabel('Framework').selectOption('typescript 24');
    await page.getByLabel('ECR cannot scan the base').check();
    expect(await names(page)).toEqual(worstFirst(expected));
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByText('60 listings', { exact: true }).waitFor();
    expect(await names(page)).toHaveLength(60);
  });

  test('each count shows what it counted', async () => {
    const fleet = buildFleet(60);
    const { page } = await openPage(printPage(fleet));
    const counts: readonly [string, (report: (typeof fleet)[number]) => boolean][] = [
      ['Refused', ({ status: state }) => state === 'refused'],
      ['Would change', ({ status: state }) => state === 'planned'],
      ['With problems', ({ problems }) => problems.length > 0],
      ['Not ready when last rehearsed', ({ rehearsal }) => rehearsal?.verdict === 'not-ready'],
      ['Base past its end of life', ({ product }) => (product?.base.endOfLife ?? '9') < '2026-11-21'],
      ['ECR cannot scan the base', ({ product }) => product?.base.isScannable === false],
    ];
    for (const [words, isMeant] of counts) {
      const expected = fleet.filter(isMeant);
      await page.getByLabel('Search').fill('forgotten');
      await page.getByRole('button', { name: `${expected.length} ${words}`, exact: true }).press('Enter');
      await page.getByText(`${expected.length} of 60 listings`, { exact: true }).waitFor();
      expect(await names(page), words).toEqual(worstFirst(expected));
    }
  });

  test('every column sorts both ways, says so, and keeps what it does not know at the end', async () => {
    const { page } = await openPage(printPage(buildFleet(40)));
    const labels = await page.locator('thead th').allTextContents();
    expect(labels).toHaveLength(13);
    for (const [index, label] of labels.entries()) {
      const head = page.getByRole('columnheader', { name: label, exact: true });
      const first = await sortBy(page, label, index);
      const order = await head.getAttribute('aria-sort');
      const second = await sortBy(page, label, index);
      expect([order, await head.getAttribute('aria-sort')].sort()).toEqual(['ascending', 'descending']);
      const known = (values: readonly string[]) => values.filter((value) => value !== '');
      for (const sorted of [first, second])
        expect(values(sorted).at(-1) === '', label).toBe(values(sorted).includes(''));
      expect(known(values(second)), label).toEqual(known(values(first)).reverse());
      expect(new Set(values(first)).size, label).toBeGreaterThan(1);
    }
    expect(await page.locator('[aria-sort]').count()).toBe(1);
  });

  test('release 1.10.0 comes after 1.9.0, and problems start with the worst', async () => {
    const { page } = await openPage(printPage(buildFleet(40)));
    await page.getByRole('button', { name: 'Release' }).press('Enter');
    const releases = new Set((await column(page, 8)).filter((release) => release !== ''));
    expect([...releases].slice(-3)).toEqual(['1.9.0', '1.10.0', '1.11.0']);
    await page.getByRole('button', { name: 'Problems', exact: true }).press('Enter');
    expect((await column(page, 3))[0]).toBe('1 error');
  });

  test.skipIf(!isEveryCase)(
    `of many listings the first are laid out, the rest on demand, all are printed, and nothing complains${inCiAlone}`,
    async () => {
      const { page, complaints } = await openPage(printPage(buildFleet(1000)));
      expect(await status(page)).toBe('1,000 listings');
      expect(await names(page)).toHaveLength(200);
      await page.getByRole('button', { name: 'Listing', exact: true }).press('Enter');
      const first = await names(page);
      expect(first).toHaveLength(200);
      expect(await page.locator('#more span').textContent()).toBe('The first 200 are shown.');
      await page.getByRole('button', { name: 'Show more' }).press('Enter');
      expect((await names(page)).slice(0, 200)).toEqual(first);
      expect(await names(page)).toHaveLength(400);
      await page.emulateMedia({ media: 'print' });
      expect(await names(page)).toHaveLength(1000);
      expect(await page.locator('button.solid:visible, form:visible').count()).toBe(0);
      await page.emulateMedia({ media: 'screen' });
      await page.getByRole('button', { name: 'Show all', exact: true }).press('Enter');
      expect(await names(page)).toHaveLength(1000);
      expect(await page.locator('#more').isVisible()).toBe(false);
      expect(complaints).toEqual([]);
    },
  );

  test.each(oneIn(2, ['light', 'dark'] as const))(
    'in %s, nothing keeps people with disabilities out',
    async (colorScheme) => {
      const { page } = await openPage(printPage(buildFleet(18)), { colorScheme });
      await page.getByRole('button', { name: 'Open all details' }).click();
      expect(await accessibilityFindings(page)).toEqual([]);
      const paper = await page.evaluate('getComputedStyle(document.body).backgroundColor');
      expect(paper).toBe(colorScheme === 'dark' ? 'rgb(20, 24, 28)' : 'rgb(255, 255, 255)');
    },
  );

  test.each(oneIn(2, [320, 400, 1000, 1280]))(
    'at %i pixels nothing is wider than the screen, and each value has its label',
    async (width) => {
      const { page } = await openPage(printPage([...buildFleet(18), ...buildFleet(26).slice(21)]), {
        viewport: { width, height: 900 },
      });
      await page.getByRole('button', { name: 'Open all details' }).click();
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      expect(await accessibilityFindings(page)).toEqual([]);
      expect(await brokenCodes(page)).toEqual([]);
      const labels = await page.locator('thead th').allTextContents();
      const inCard = await page.evaluate(
        "[...document.querySelectorAll('tbody:nth-of-type(1) td')].slice(0, 12).map((cell) => getComputedStyle(cell, '::before').content)",
      );
      expect(inCard).toEqual(labels.slice(1).map((label) => (width < 1280 ? `"${label}"` : 'none')));
    },
  );
});

/** Presses Tab until the control with this name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(
      '(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()',
    );
    if (focused === name) return;
  }
  throw new Error(`Tab does not lead to ${name}`);
}

/** Sorts by a column, and returns its keys from top to bottom. */
async function sortBy(page: Page, label: string, index: number): Promise<unknown> {
  await page.getByRole('columnheader', { name: label, exact: true }).getByRole('button').press('Enter');
  return page.evaluate(
    `[...document.querySelectorAll('.listing')].map(({ cells }) => cells[${index}].dataset.key ?? cells[${index}].textContent)`,
  );
}

function values(sorted: unknown): readonly string[] {
  return sorted as readonly string[];
}
