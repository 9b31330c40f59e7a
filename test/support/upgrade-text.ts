import { plainValue } from '../../src/model/plain-value.ts';
import { printProblems } from '../../src/problem/print-problems.ts';
import { parseManifestFile } from '../../src/read/parse-manifest-file.ts';
import { upgradeManifest } from '../../src/read/upgrade-manifest.ts';

/** The text after an upgrade, or the problems that prevent it. Nothing is validated. */
export function upgradeText(before: string): string {
  const file = 'marketplace.yaml';
  const parsed = parse(before);
  const { upgraded, problems } = upgradeManifest(file, new Map([[file, { parsed, parents: [] }]]));
  if (problems.length > 0) return printProblems(problems);
  return upgraded[0]?.after ?? before;
}

/** The parsed values of a text, without their positions. */
export function meaningOf(text: string): unknown {
  const { root, problems } = parse(text);
  return root ? plainValue(root) : printProblems(problems);
}

function parse(text: string) {
  return parseManifestFile('marketplace.yaml', { kind: 'bytes', bytes: new TextEncoder().encode(text) });
}
