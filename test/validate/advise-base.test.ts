import { expect, test } from 'vitest';
import { lastingBases } from '../../src/model/lasting-bases.ts';
import { modelPackage, problemsIn } from '../support/expect-problems.ts';
import { preparedForTests } from '../support/prepared.ts';

const { catalogue, today } = preparedForTests();
const inTwoYears = `${Number(today.slice(0, 4)) + 2}${today.slice(4)}`;

test.each([
  ['ubuntu:20.04', '`ubuntu:24.04`, or `amazonlinux:2023`, which AWS Marketplace lists'],
  ['ubuntu:22.10', '`ubuntu:24.04`, or `amazonlinux:2023`, which AWS Marketplace lists'],
  ['ubuntu:25.10', '`ubuntu:26.04`, or `amazonlinux:2023`, which AWS Marketplace lists'],
  ['ubuntu', '`ubuntu:26.04`, or `amazonlinux:2023`, which AWS Marketplace lists'],
  ['ubuntu:latest', '`ubuntu:26.04`, or `amazonlinux:2023`, which AWS Marketplace lists'],
  ['ubunto:24.04', '`ubuntu:24.04`, or `amazonlinux:2023`, which AWS Marketplace lists'],
  ['ubuntu:24.4', '`ubuntu:24.04`, or `amazonlinux:2023`, which AWS Marketplace lists'],
  ['ubuntu:jammy', '`ubuntu:22.04`, or `ubuntu:26.04`, which is supported for longer'],
  ['debian:bookworm', '`debian:12`, or `debian:13`, which is supported for longer'],
  ['debian:bookworm-slim', '`debian:12`, or `debian:13`, which is supported for longer'],
  ['debian:trixie', '`debian:13`, or `amazonlinux:2023`, which AWS Marketplace lists'],
  ['debian:11', '`debian:13`, or `amazonlinux:2023`, which AWS Marketplace lists'],
  ['Debian 13', '`debian:13`, or `amazonlinux:2023`, which AWS Marketplace lists'],
  ['docker.io/library/debian:13.2', '`debian:13`, or `amazonlinux:2023`, which AWS Marketplace lists'],
  ['python:3.11-slim', '`debian:13`, or `amazonlinux:2023`, which AWS Marketplace lists'],
  ['node:24-bookworm', '`debian:13`, or `amazonlinux:2023`, which AWS Marketplace lists'],
  ['amazonlinux', '`amazonlinux:2023`'],
  ['amazonlinux:2024', '`amazonlinux:2023`'],
  ['public.ecr.aws/amazonlinux/amazonlinux:2023', '`amazonlinux:2023`'],
  ['al2023', '`amazonlinux:2023`'],
  ['centos:8', '`amazonlinux:2023`'],
  ['rockylinux:9', '`amazonlinux:2023`'],
  ['alpine:3.24.2', '`alpine:3.24`, or `amazonlinux:2023`, which AWS Marketplace lists'],
])('%s is told to write what was meant, or what lasts', (written, advice) => {
  expect(fixFor(written)).toBe(`write ${advice}`);
});

test.each([
  'alpine',
  'alpine:3.20',
  'windows:11',
  '',
  ':',
  '13',
  'ubi/',
  '__proto__:1',
  'constructor',
  'valueOf:1',
])('%j is told those that last', (written) => {
  const { bases } = catalogue;
  const advised = idsIn(fixFor(written));
  expect(advised.length).toBeGreaterThan(0);
  expect(fixFor(written)).toContain('supported for years');
  for (const id of advised) {
    const base = bases.find((entry) => entry.id === id);
    expect([base?.scannable, (base?.endOfLife ?? '') >= inTwoYears], id).toEqual([true, true]);
  }
});

test('an image of Python is told what a base is', () => {
  expect(problemsIn(modelPackage({ base: 'base: python:3.11-slim' }))).toContain(
    'because: a base is only the operating system, and the image brings its own Python\n',
  );
});

test.each(catalogue.bases)('$id: no fix names a base that cannot be scanned or ends soon', ({ id }) => {
  const ids = catalogue.bases.map((base) => base.id);
  const lasting = lastingBases(catalogue, today).map((base) => base.id);
  expect(lasting).toEqual(['amazonlinux:2023', 'ubuntu:26.04', 'debian:13', 'ubuntu:24.04']);
  for (const base of [`base: ${id}`, `base: { os: ${id} }`]) {
    const fixes = problemsIn(modelPackage({ base })).match(/^ *fix: .*$/gm) ?? [];
    const named = ids.filter((name) => fixes.some((fix) => idsIn(fix).includes(name)));
    expect(named.filter((name) => !lasting.includes(name))).toEqual([]);
  }
});

test('each base has one warning at most, and one that was over before this day has one more', () => {
  const codes = (id: string) =>
    [...problemsIn(modelPackage({ base: `base: ${id}` })).matchAll(/\[([a-z-]+)\]$/gm)].map(
      ([, code]) => code,
    );
  for (const { id, listed, scannable, endOfLife } of catalogue.bases) {
    const expected = [
      ...(scannable ? [] : ['base-unscannable']),
      ...(listed ? [] : ['base-unlisted']),
      ...(scannable && endOfLife < today ? ['base-ended'] : []),
    ];
    expect(codes(id).sort(), id).toEqual(expected.sort());
  }
  expect(codes('debian:13')).toEqual(['base-unlisted']);
  expect(codes('amazonlinux:2023')).toEqual([]);
});

test('a base that ECR stops scanning is named no more', () => {
  const bases = catalogue.bases.map((base) =>
    base.id === 'debian:13' ? { ...base, scannable: false } : base,
  );
  expect(lastingBases({ ...catalogue, bases }, today).map(({ id }) => id)).not.toContain('debian:13');
});

test('where nothing lasts two more years, the base with the longest support is left', () => {
  expect(lastingBases(catalogue, '2030-01-01').map(({ id }) => id)).toEqual(['ubuntu:26.04']);
});

function fixFor(written: string): string {
  const printed = problemsIn(modelPackage({ base: `base: ${JSON.stringify(written)}` }));
  return /^ *fix: (.*)$/m.exec(printed)?.[1] ?? printed;
}

function idsIn(text: string): string[] {
  return text.match(/[a-z]+:\d[\d.]*\d|[a-z]+:\d/g) ?? [];
}
