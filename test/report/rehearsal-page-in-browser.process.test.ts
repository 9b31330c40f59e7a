import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { ok } from '../../src/model/result.ts';
import { buildRehearsal, buildResult } from '../support/build-rehearsals.ts';
import { accessibilityFindings, brokenCodes, closeBrowserAfterAll, openPage } from '../support/chromium.ts';
import { oneIn } from '../support/every-case.ts';
import { printRehearsals, severalRehearsals } from '../support/print-rehearsals.ts';
import { missingTool } from '../support/required-tool.ts';

const noChromium = missingTool('chromium');
const title = `the report of a rehearsal in a browser${noChromium ? ` (skipped: ${noChromium})` : ''}`;

describe.skipIf(noChromium)(title, () => {
  closeBrowserAfterAll();

  test('it opens without a request or a complaint; verdicts come first, and each listing is a link away', async () => {
    const { page, complaints } = await openPage(printRehearsals(severalRehearsals()));
    expect(await page.locator('.verdict').allTextContents()).toEqual([
      'ready as far as seen: 4 of 5 checks, 1 needs Docker',
      'not ready: 1 of 7 checks failed, 1 warning, 1 not seen',
      'ready as far as seen: 4 of 5 checks, 1 needs Docker',
      'not rehearsed: scripts/build.sh fails',
    ]);
    await page.getByRole('link', { name: 'gamma' }).click();
    expect(await page.evaluate('location.hash')).toBe('#listing-2');
    expect(complaints).toEqual([]);
  });

  test('the plots are on top, each above its table; what failed comes before the other checks', async () => {
    const { page } = await openPage(printRehearsals(severalRehearsals()));
    const headings = (listing: string) =>
      page.getByRole('region', { name: listing }).locator('h3').allTextContents();
    expect(await headings('alpha')).toEqual([
      'From the start to ready',
      'Load',
      'How long calls took',
      'Checks',
    ]);
    expect(await headings('beta')).toEqual([
      'From the start to ready',
      'How long calls took',
      'Problems',
      'Other checks',
    ]);
    const drawings = await page.evaluate(
      "[...document.querySelectorAll('#listing-0 :is(svg, table, details)')].map(({ localName }) => localName).join(' ')",
    );
    expect(drawings).toMatch(/^svg svg svg table( svg)+ table( details)+$/);
  });

  test('what failed is open with its fix and evidence, the rest opens on demand', async () => {
    const { page } = await openPage(printRehearsals(severalRehearsals()));
    const failed = page.locator('details', { hasText: 'undeclared-type' });
    expect(await failed.locator('.opened').isVisible()).toBe(true);
    expect(await failed.textContent()).toMatch(
      /The rule of undeclared-type\..*Who objects: AWS refuses.*Fix: answer 415.*TypeError: it broke/s,
    );
    const passed = page.locator('details', { hasText: 'serve-check' }).first();
    expect(await passed.locator('.opened').isVisible()).toBe(false);
    await passed.locator('summary').focus();
    await page.keyboard.press('Enter');
    expect(await passed.locator('.opened').isVisible()).toBe(true);
  });

  test('calls are drawn by type, where the time and what they took say', async () => {
    const call = { atMs: 1000, milliseconds: 10, status: 200, type: 'text/csv' };
    const calls = [
      call,
      { ...call, atMs: 2000, milliseconds: 100 },
      { ...call, status: null, type: 'text/plain' },
    ];
    const { readiness } = buildRehearsal().measurements;
    const outcome = ok(buildRehearsal({ measurements: { readiness, calls } }));
    const { page } = await openPage(printRehearsals([{ manifest: 'marketplace.yaml', outcome }]));
    // The plot is 304 wide and 152 high: 2 seconds on the x axis, 10 to 100 ms on the y axis.
    expect(await drawn(page, 'text/csv', '.answered')).toBe('M196 166h0M348 14h0');
    expect(await drawn(page, 'text/plain', '.answered')).toBe('');
    expect(await drawn(page, 'text/plain', '.lost')).toBe('M193.6 163.6l5 5m0-5l-5 5');
  });

  test('whatever a server says, it is only shown', async () => {
    const script = '<script>document.title="run"</script>';
    const text = `</style></svg>${script}<img src=x onerror="document.title='run'">" onload=document.title='run'`;
    const { readiness } = buildRehearsal().measurements;
    const call = { atMs: 1, milliseconds: 1, status: 200, type: text };
    const span = { fromMs: 0, toMs: 9, said: text, pings: 1 };
    const outcome = ok(
      buildRehearsal({
        listing: text,
        ranAs: text,
        results: [
          buildResult(
            text,
            { verdict: 'failed', words: text, fix: text, evidence: [text] },
            { source: text, rule: text },
          ),
        ],
        measurements: { readiness: { ...readiness, spans: [span] }, calls: [call] },
      }),
    );
    const { page, complaints } = await openPage(printRehearsals([{ manifest: text, outcome }]));
    expect(await page.title()).toBe('Rehearsal report, 2026-11-21');
    expect(await page.locator('img, script').count()).toBe(0);
    expect(await page.locator('pre').textContent()).toBe(text);
    expect(complaints).toEqual([]);
  });

  test.each(oneIn(2, ['light', 'dark'] as const))(
    'in %s, nothing keeps people with disabilities out',
    async (colorScheme) => {
      const { page } = await openPage(printRehearsals(severalRehearsals()), { colorScheme });
      await page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true");
      expect(await accessibilityFindings(page)).toEqual([]);
    },
  );

  test.each(oneIn(3, [320, 700, 1280]))('at %i pixels nothing is wider than the screen', async (width) => {
    const { page } = await openPage(printRehearsals(severalRehearsals()), {
      viewport: { width, height: 900 },
    });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    expect(await accessibilityFindings(page)).toEqual([]);
    expect(await brokenCodes(page)).toEqual([]);
  });

  test('on paper every check is open', async () => {
    const { page } = await openPage(printRehearsals(severalRehearsals()));
    const shown = () => page.locator('.opened:visible').count();
    expect(await shown()).toBe(2);
    await page.emulateMedia({ media: 'print' });
    expect(await shown()).toBe(await page.locator('details').count());
  });
});

function drawn(page: Page, type: string, kind: string): Promise<string | null> {
  return page.locator('figure', { hasText: type }).locator(kind).getAttribute('d');
}
