import type { MapNode, TreeNode } from '../model/manifest-tree.ts';
import { currentVersion } from '../model/manifest-version.ts';
import type { LocatedProblem } from '../model/problem.ts';
import { commandWord } from '../problem/phrasing.ts';
import type { ParsedFile } from './parse-manifest-file.ts';
import { sourceLocation } from './source-location.ts';

/** The version of a file, where it is a whole number. Team files may have none. */
export function versionOf(root: MapNode | undefined): number | undefined {
  const text = String(versionNode(root)?.value);
  return /^\d{1,6}$/.test(text) ? Number(text) : undefined;
}

/** A version that is not a number: it is unknown which version to upgrade from. */
export function versionTextProblems(root: MapNode): LocatedProblem[] {
  const entry = root.entries.get('version');
  if (!entry || versionOf(root) !== undefined) return [];
  return [
    {
      code: 'wrong-value',
      severity: 'error',
      location: sourceLocation(entry.key),
      what: '`version` is not the number of a version',
      fix: `write  version: ${currentVersion} , or the version that the file is written in`,
    },
  ];
}

/** A file of another version gets only this problem: the rules of this version do not apply to it. */
export function versionProblems({ root }: ParsedFile): LocatedProblem[] {
  const node = versionNode(root);
  const version = versionOf(root);
  if (!node || version === undefined || version === currentVersion) return [];
  const at = { severity: 'error', location: sourceLocation(node.span) } as const;
  const what = `\`version\` is ${version}, and this generator reads version ${currentVersion}`;
  if (version > currentVersion)
    return [
      {
        ...at,
        code: 'manifest-too-new',
        what,
        fix: 'update the generator:  npm install --global generator-sagemaker-mkt@latest',
      },
    ];
  const fix = `run  sagemaker-mkt upgrade ${commandWord(node.span.source.file)}  and review the change`;
  return [{ ...at, code: 'manifest-too-old', what, fix }];
}

function versionNode(root: MapNode | undefined): Extract<TreeNode, { kind: 'scalar' }> | undefined {
  const node = root?.entries.get('version')?.value;
  return node?.kind === 'scalar' ? node : undefined;
}
