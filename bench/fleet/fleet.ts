import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const bin = join(root, 'dist/main.js');
const memory = fileURLToPath(new URL('print-memory.mjs', import.meta.url));
const manifest = readFileSync(join(root, 'examples/minimal/marketplace.yaml'), 'utf8');

export function writeFleet(folder: string, size: number, change = (text: string) => text): void {
  for (let index = 0; index < size; index += 1) {
    mkdirSync(join(folder, `listing-${index}`), { recursive: true });
    const named = manifest.replace('churn-scorer', `churn-scorer-${index}`);
    writeFileSync(join(folder, `listing-${index}`, 'marketplace.yaml'), change(named));
  }
}

/** The peak memory of the command, in kB. */
export async function command(folder: string, ...words: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, ['--import', memory, bin, ...words], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(said);
  return Number(/most memory: (\d+) kB/.exec(said)?.[1]);
}
