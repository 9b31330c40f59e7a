import { spawnSync } from 'node:child_process';
import { chmodSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freePort } from '../../src/shell/rehearse/free-port.ts';
import { bin, root } from '../support/built.ts';
import { type DocumentBlock, documentBlocks } from '../support/document-blocks.ts';
import { isEveryCase } from '../support/every-case.ts';
import { pythonOf, titled } from '../support/python.ts';
import { withoutVitest, withThisNode } from '../support/running-server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const pages = ['README.md', ...globSync('docs/**/*.md', { cwd: root })];
const blocksOf = (page: string) => documentBlocks(readFileSync(join(root, page), 'utf8'));
const isRun = ({ language, needs }: DocumentBlock) => language === 'sh' && needs === undefined;

test.each(pages)('bash can read every command of %s', (page) => {
  const unreadable = blocksOf(page)
    .filter(({ language }) => language === 'sh')
    .map(({ line, text }) => ({ line, ...spawnSync('bash', ['-n'], { input: text, encoding: 'utf8' }) }))
    .filter(({ status }) => status !== 0);
  expect(unreadable.map(({ line, stderr }) => `line ${line}: ${stderr}`)).toEqual([]);
});

/**
 * CI follows all of them. Beside the README, `npm test` leaves out those that rehearse or load scikit-learn: nothing in a
 * guide takes longer.
 */
const isFollowed = (page: string) =>
  isEveryCase || page === 'README.md' || !blocksOf(page).some(({ text }) => / rehearse\b|python3/.test(text));
const guides = pages.filter(
  (page) => /README|tutorials|how-to/.test(page) && blocksOf(page).some(isRun) && isFollowed(page),
);

for (const page of guides) {
  const blocks = blocksOf(page);
  const wantsPython = blocks.some((block) => isRun(block) && block.text.includes('python3'));
  const python = wantsPython ? pythonOf('listing') : { programs: '' };
  test.skipIf(python.missing !== undefined)(
    titled(`the commands of ${page} do what it says, from the first to the last`, python),
    async () => {
      const printed = await follow(blocks, python.programs ?? '');
      const promised = blocks.filter(({ language }) => language === 'text');
      const broken = promised.filter((block) => !isPrinted(block, printed));
      expect(
        broken.map(({ text }) => text),
        JSON.stringify([...printed], null, 2),
      ).toEqual([]);
    },
  );
}

/** What the commands print, by the line of their block. Fails where one of them does. */
async function follow(
  blocks: readonly DocumentBlock[],
  python: string,
): Promise<ReadonlyMap<number, string>> {
  const folder = temporaryFolder();
  const programs = join(folder, 'bin');
  mkdirSync(programs);
  writeFileSync(join(programs, 'sagemaker-mkt'), `#!/bin/sh\nexec "${process.execPath}" "${bin}" "$@"\n`);
  chmodSync(join(programs, 'sagemaker-mkt'), 0o755);
  const port = String(await freePort());
  const searched = withThisNode(programs, python)['PATH'];
  const { status, stdout, stderr } = spawnSync('bash', ['-c', scriptOf(blocks, port)], {
    cwd: folder,
    encoding: 'utf8',
    // With a socket there, bash would take itself for a login from another machine, and read ~/.bashrc.
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...withoutVitest(),
      PATH: searched,
      SAGEMAKER_BIND_TO_PORT: port,
      NO_COLOR: '1',
    },
  });
  expect(status, `${stdout}\n${stderr}`).toBe(0);
  const parts = stdout.split(/^@@ (\d+)\n/m).slice(1);
  return new Map(parts.flatMap((line, at) => (at % 2 === 0 ? [[Number(line), parts[at + 1] ?? '']] : [])));
}

/** One shell for a page, as readers have one: a folder that a command changes to holds for the next ones. */
function scriptOf(blocks: readonly DocumentBlock[], port: string): string {
  const steps = blocks.filter((block) => isRun(block) || block.file !== undefined).map(stepOf);
  return [prelude, ...steps].join('\n').replaceAll('127.0.0.1:8080', `127.0.0.1:${port}`);
}

/** A server has a process group of its own, which gets what Ctrl-C sends: npm does not pass a signal on. */
const prelude = `
set -eu -m
server=
end_server() { [ -z "$server" ] || { kill -INT -- "-$server"; wait "$server" || true; }; server=; }
trap end_server EXIT
until_ready() {
  for _ in $(seq 600); do
    ! curl --silent --fail http://127.0.0.1:8080/ping || return 0
    sleep 0.1
  done
  cat server.log
  return 1
}`;

function stepOf({ line, text, file, isServer }: DocumentBlock): string {
  if (file !== undefined) return `cat > '${file}' <<'END OF THE FILE'\n${text}END OF THE FILE`;
  if (isServer) return `end_server\n{ ${text} } > server.log 2>&1 &\nserver=$!\nuntil_ready`;
  // An answer may end without a line end.
  return `echo '@@ ${line}'\n${text}echo`;
}

/** Whether the commands above print exactly that; `…` stands for anything. Answers may end without a line end. */
function isPrinted({ line, text }: DocumentBlock, printed: ReadonlyMap<number, string>): boolean {
  const above = Math.max(...[...printed.keys()].filter((start) => start < line));
  const literal = text.trim().replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  const pattern = literal.replaceAll('…', '[^]*?').replaceAll('\n', '\n?');
  return new RegExp(`^\\s*${pattern}\\s*$`).test(printed.get(above) ?? '');
}
