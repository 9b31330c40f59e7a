/** Why a block of commands cannot run in a test: what it needs. */
export const needs = [
  'this repository',
  'the network',
  'a terminal',
  'AWS',
  'a container engine',
  'your listings',
] as const;

/** A fenced block of a page, with the mark in the comment above it. */
export interface DocumentBlock {
  readonly line: number;
  readonly language: string;
  readonly text: string;
  /** From `<!-- needs: AWS -->`. */
  readonly needs: string | undefined;
  /** From `<!-- file: src/inference.ts -->`: readers put the text there. */
  readonly file: string | undefined;
  /** From `<!-- server -->`: readers leave it running, and go on in another terminal. */
  readonly isServer: boolean;
}

const fence = /(?:^ *<!-- *(.*?) *-->\n)?^( *)```([a-z]*)\n([\s\S]*?)^\2```$/gm;

export function documentBlocks(page: string): readonly DocumentBlock[] {
  return [...page.matchAll(fence)].map(
    ({ index, 1: mark = '', 2: indent = '', 3: language = '', 4: text = '' }) => ({
      line: page.slice(0, index).split('\n').length + (mark ? 1 : 0),
      language,
      text: text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
      needs: /^needs: (.*)$/.exec(mark)?.[1],
      file: /^file: (.*)$/.exec(mark)?.[1],
      isServer: mark === 'server',
    }),
  );
}

/** The calls of `sagemaker-mkt` in commands of a shell, each as its words. */
export function callsIn(commands: string): readonly (readonly string[])[] {
  const lines = commands.replaceAll('\\\n', ' ');
  return [...lines.matchAll(/(?<![\w:./-])(?<!yo )sagemaker-mkt +([^\n;&|#)]*)/g)].map(([, words = '']) =>
    [...words.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, one, two, three]) => one ?? two ?? three ?? ''),
  );
}

/** The text without its fenced blocks. */
export function proseOf(page: string): string {
  return page.replaceAll(fence, '');
}

/** The addresses of a page's links and images. */
export function linksOf(page: string): readonly string[] {
  return [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
}

/** The anchors that GitHub gives to the headings of a page. */
export function anchorsOf(page: string): readonly string[] {
  const seen = new Map<string, number>();
  return [...proseOf(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => {
    const words = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const anchor = words.replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '').replaceAll(' ', '-');
    const times = seen.get(anchor) ?? 0;
    seen.set(anchor, times + 1);
    return times === 0 ? anchor : `${anchor}-${times}`;
  });
}
