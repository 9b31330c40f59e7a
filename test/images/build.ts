// `node test/images/build.ts`: builds stand-ins for the public base images on machines that cannot pull them.
// Needs an engine, root, debootstrap and busybox-static. Existing images are not replaced, so a real image
// that was pulled is used. No setting of this machine is stored here: the package sources, certificates and
// npm registry are read at run time.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeBareRoot } from './bare-root.ts';
import { addContainer, containerChanges } from './container-root.ts';
import { makeDebianRoot } from './debian-root.ts';
import { addNode } from './node-root.ts';
import { addPython } from './python-root.ts';
import { hasImage, importRoot, run } from './run-engine.ts';
import { type StandIn, standIns } from './stand-ins.ts';

const missing = standIns.filter(({ image }) => !hasImage(image));
const folder = mkdtempSync(join(tmpdir(), 'stand-ins-'));
const started = performance.now();
try {
  // One bootstrap for all: first the base, then Python is added to a copy of it, and Node to that one.
  const debian = join(folder, 'debian');
  if (missing.some(({ kind }) => kind !== 'no-libc')) makeDebianRoot(debian);
  for (const standIn of missing.filter(({ kind }) => kind === 'glibc')) importRoot(standIn, debian);
  for (const standIn of missing.filter(({ kind }) => kind === 'no-libc')) importBare(standIn);
  for (const standIn of missing.filter(({ kind }) => kind === 'container')) importContainer(standIn, debian);
  for (const standIn of missing.filter(({ kind }) => kind === 'python')) importPython(standIn, debian);
  for (const standIn of missing.filter(({ kind }) => kind === 'node'))
    importRoot(standIn, debian, addNode(debian, folder));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const seconds = Math.round((performance.now() - started) / 1000);
for (const { image, words } of standIns) {
  const isNew = missing.some((one) => one.image === image);
  console.log(`${image.padEnd(26)} ${isNew ? `made in this run: ${words}` : 'was there already'}`);
}
if (missing.length > 0) console.log(`${missing.length} stand-ins in ${seconds} s`);

function importBare(standIn: StandIn): void {
  const root = join(folder, 'bare');
  makeBareRoot(root);
  importRoot(standIn, root);
}

function importContainer(standIn: StandIn, debian: string): void {
  const root = join(folder, 'container');
  run('cp', ['-a', debian, root]);
  addContainer(root);
  importRoot(standIn, root, [], containerChanges);
}

function importPython(standIn: StandIn, debian: string): void {
  const root = join(folder, 'python');
  run('cp', ['-a', debian, root]);
  importRoot(standIn, root, addPython(root));
}
