import { describe, expect, test } from 'vitest';
import { buildFleet } from '../support/build-reports.ts';
import { closeBrowserAfterAll, openPage } from '../support/chromium.ts';
import { printPage } from '../support/print-page.ts';
import { missingTool } from '../support/required-tool.ts';
import { names, problemNames, worstFirst } from '../support/shown-in-fleet.ts';

const noChromium = missingTool('chromium');
const title = `the problems of a fleet in a browser${noChromium ? ` (skipped: ${noChromium})` : ''}`;

describe.skipIf(noChromium)(title, () => {
  closeBrowserAfterAll();

  test('the last rehearsal and the owner are filters, and the problems above the table follow them', async () => {
    const fleet = buildFleet(120);
    const { page } = await openPage(printPage(fleet));
    const none = fleet.filter(({ rehearsal, owner }) => rehearsal === null && owner === 'pricing');
    await page.getByLabel('Owner', { exact: true }).selectOption('is pricing');
    await page.getByLabel('Last rehearsal').selectOption('none');
    expect(await names(page)).toEqual(worstFirst(none));
    expect(await problemNames(page)).toEqual(worstFirst(none.filter(({ problems }) => problems.length > 0)));
    await page.getByLabel('Last rehearsal').selectOption('not-ready');
    await page.getByLabel('Owner', { exact: true }).selectOption('');
    expect(await names(page)).toEqual(
      worstFirst(fleet.filter(({ rehearsal }) => rehearsal?.verdict === 'not-ready')),
    );
    await page.getByLabel('Search').fill('nothing has this');
    await page.getByText('No listing matches the filters.').waitFor();
    expect(await problemNames(page)).toEqual([]);
  });

  test('the problems stand above the table, the worst first, and all of them on demand', async () => {
    const fleet = buildFleet(60);
    const faulty = worstFirst(fleet.filter(({ problems }) => problems.length > 0));
    const { page } = await openPage(printPage(fleet));
    expect(await page.locator('h2').allTextContents()).toEqual([
      'Summary',
      `Problems in ${faulty.length} listings`,
      'All listings',
    ]);
    expect(await problemNames(page)).toEqual(faulty.slice(0, 20));
    await page.getByRole('button', { name: 'Show all problems' }).press('Enter');
    expect(await problemNames(page)).toEqual(faulty);
    expect(await page.getByRole('button', { name: 'Show all problems' }).isVisible()).toBe(false);
  });
});
