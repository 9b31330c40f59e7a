// `node test/images/build.ts`: builds stand-ins for the public base images on machines that cannot pull them.
// Needs an engine, root, debootstrap and busybox-static. Existing images are not replaced, so a real image
// that was pulled is used. No setting of this machine is stored here: the package sources, certificates and
// npm registry are read at run time.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
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
// dpkg waits for the disk after each file; memory has nothing to wait for. If nothing can be mounted, it is the disk.
const isInMemory = spawnSync('mount', ['-t', 'tmpfs', '-o', 'mode=700', 'stand-ins', folder]).status === 0;

/** Makes the images of each kind, in this order: Node changes the root that the others copy. */
const makers: readonly (readonly [StandIn['kind'], (standIn: StandIn) => void])[] = [
  ['no-libc', importBare],
  ['python-3.13', importNewerPython],
  ['glibc', (standIn) => importRoot(standIn, debian())],
  ['container', importContainer],
  ['python-3.11', importPython],
  ['node', (standIn) => importRoot(standIn, debian(), addNode(debian(), folder))],
];
try {
  for (const [kind, make] of makers) for (const one of missing.filter((it) => it.kind === kind)) make(one);
} finally {
  if (isInMemory) run('umount', ['--lazy', folder]);
  rmSync(folder, { recursive: true, force: true });
}
const seconds = Math.round((performance.now() - started) / 1000);
for (const { image, words } of standIns) {
  const isNew = missing.some((one) => one.image === image);
  console.log(`${image.padEnd(26)} ${isNew ? `made in this run: ${words}` : 'was there already'}`);
}
if (missing.length > 0) console.log(`${missing.length} stand-ins in ${seconds} s`);

/** The root of Debian 12, which is made for the first image that needs it. */
function debian(): string {
  const root = join(folder, 'debian');
  if (!existsSync(root)) makeDebianRoot(root, 'bookworm');
  return root;
}

function importBare(standIn: StandIn): void {
  const root = join(folder, 'bare');
  makeBareRoot(root);
  importRoot(standIn, root);
}

function importContainer(standIn: StandIn): void {
  const root = copyOfDebian('container');
  addContainer(root);
  importRoot(standIn, root, [], containerChanges);
  rmSync(root, { recursive: true });
}

function importPython(standIn: StandIn): void {
  const root = copyOfDebian('python');
  importRoot(standIn, root, addPython(root, '3.11'));
  rmSync(root, { recursive: true });
}

/** Debian 12 has no other Python than its own; this one is Debian 13's. */
function importNewerPython(standIn: StandIn): void {
  const root = join(folder, 'debian-13');
  makeDebianRoot(root, 'trixie');
  importRoot(standIn, root, addPython(root, '3.13'));
  rmSync(root, { recursive: true });
}

function copyOfDebian(name: string): string {
  const root = join(folder, name);
  run('cp', ['-a', debian(), root]);
  return root;
}
