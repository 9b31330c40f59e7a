// `node test/upgrades/keep-listing.ts <folder> <name>`: stores a listing with its generated files and the
// edits of its seller. Use it only for a version that will be released; the listings of a released version
// are never made again.
import { execFileSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { packageVersion } from '../../src/shell/package-files.ts';

interface Lock {
  readonly files: Readonly<Record<string, { readonly sha256: string }>>;
}

const [listing = '', name = ''] = process.argv.slice(2);
const kept = join(import.meta.dirname, packageVersion(), name);
const lock = JSON.parse(readFileSync(join(listing, '.sagemaker-mkt/lock.json'), 'utf8')) as Lock;

const paths = readdirSync(listing, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(listing, join(entry.parentPath, entry.name)))
  .filter((path) => !/^(\.git|node_modules|local)\//.test(path))
  .sort();
const generated = paths.filter((path) => path.startsWith('.sagemaker-mkt/') || isUnedited(path));

mkdirSync(kept, { recursive: true });
for (const path of paths)
  if (!generated.includes(path)) cpSync(join(listing, path), join(kept, 'edited', path));
const sameForAll = ['--mtime=@0', '--owner=0', '--group=0', '--numeric-owner'];
execFileSync('tar', ['-C', listing, ...sameForAll, '-czf', join(kept, 'generated.tar.gz'), ...generated]);

function isUnedited(path: string): boolean {
  return lock.files[path]?.sha256 === hash('sha256', readFileSync(join(listing, path)));
}
