import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe, { type AxeResults } from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, onTestFinished } from 'vitest';
import { temporaryFolder } from './temporary-folder.ts';

let browser: Promise<Browser> | undefined;

/** One browser for all tests of a file; the first test starts it. */
function browserForTests(): Promise<Browser> {
  const path = spawnSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).stdout.trim();
  browser ??= chromium.launch({ executablePath: path });
  return browser;
}

/** Must be called once in a file that opens pages. */
export function closeBrowserAfterAll(): void {
  afterAll(async () => {
    await (await browser)?.close();
    browser = undefined;
  });
}

export interface OpenedPage {
  readonly page: Page;
  /** Every error in the page, and every request to the outside. Both lists should be empty. */
  readonly complaints: readonly string[];
}

/** Opens the page as a user would who got the file. */
export async function openPage(text: string, options: BrowserContextOptions = {}): Promise<OpenedPage> {
  const file = join(temporaryFolder(), 'fleet.html');
  writeFileSync(file, text);
  const context = await (await browserForTests()).newContext(options);
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const complaints: string[] = [];
  const address = pathToFileURL(file).href;
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('dialog', (dialog) => complaints.push(`dialog: ${dialog.message()}`));
  page.on('request', (request) => {
    if (request.url() !== address) complaints.push(`request: ${request.url()}`);
  });
  await page.goto(address);
  return { page, complaints };
}

/** The accessibility problems that axe-core finds, with the first element for each rule. */
export async function accessibilityFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate('axe.run()')) as AxeResults;
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

/** The paths, commands and codes that go on in the next line after anything but a slash. */
export function brokenCodes(page: Page): Promise<unknown> {
  return page.evaluate(`[...document.querySelectorAll('code, pre')].flatMap((code) => {
    const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    let before = null;
    while (walker.nextNode()) {
      const { data } = walker.currentNode;
      for (let place = 0; place < data.length; place += 1) {
        range.setStart(walker.currentNode, place);
        range.setEnd(walker.currentNode, place + 1);
        const [box] = range.getClientRects();
        if (!box || data[place] === '\\n') continue;
        const isBelow = before && box.top > before.top + 2;
        if (isBelow && !['/', '\\n'].includes(before.character)) return [code.textContent];
        before = { top: box.top, character: data[place + 1] === '\\n' ? '\\n' : data[place] };
      }
    }
    return [];
  })`);
}
