import { expect } from 'vitest';
import { type Prepared, validateListing } from '../../src/generate.ts';
import { printProblems } from '../../src/problem/print-problems.ts';
import { parseManifestFile } from '../../src/read/parse-manifest-file.ts';
import { preparedForTests } from './prepared.ts';

/** The smallest model package; a test can replace its members. */
const smallest = {
  version: 'version: 1',
  product: 'product: { type: model-package, name: churn-scorer }',
  framework: 'framework: typescript',
  base: 'base: amazonlinux:2023',
  contentTypes: 'contentTypes: { input: [text/csv, application/json], output: [application/json] }',
  artifacts: 'artifacts: { mode: bundled, path: model }',
};

/** The smallest algorithm. */
const smallestAlgorithm = {
  ...smallest,
  product: 'product: { type: algorithm, name: churn-scorer }',
  artifacts: '',
  training: 'training: { channels: [{ name: train, contentTypes: [text/csv] }], instances: [ml.m5.xlarge] }',
};

type Member =
  | keyof typeof smallestAlgorithm
  | 'fields'
  | 'image'
  | 'include'
  | 'inference'
  | 'server'
  | 'upload'
  | 'validation'
  | 'page'
  | 'customAttributes'
  | 'buyers'
  | 'pricing'
  | 'regenerate'
  | 'policy';
type Members = Partial<Record<Member, string>>;

/** A model package manifest in which some members are replaced. Each replacement starts with its own key. */
export function modelPackage(members: Members = {}): string {
  return manifestText({ ...smallest, ...members });
}

/** A model package whose calls a program of the seller answers. */
export function serverPackage(server: Record<string, unknown> = {}, members: Members = {}): string {
  const usual = { command: ['./predictor'], port: 8000, ready: '/health', invocations: '/predict' };
  return modelPackage({
    framework: 'framework: server',
    server: `server: ${JSON.stringify({ ...usual, ...server })}`,
    ...members,
  });
}

export function algorithm(members: Members = {}): string {
  return manifestText({ ...smallestAlgorithm, ...members });
}

/** A manifest for an image that the seller built. */
export function ownImage(members: Members = {}): string {
  return modelPackage({ framework: '', base: '', artifacts: '', image: 'image: my-image:1', ...members });
}

/** The printed problems of a manifest on a day; its file is `marketplace.yaml`. */
export function problemsIn(yaml: string, today?: string): string {
  return problemsFor(yaml, { ...(today !== undefined && { today }) });
}

/** The same, with what is missing before the product can be published. */
export function publishProblemsIn(yaml: string): string {
  return problemsFor(yaml, { purpose: 'publish' });
}

function problemsFor(yaml: string, ground: Partial<Prepared>): string {
  const parsed = parseManifestFile('marketplace.yaml', {
    kind: 'bytes',
    bytes: new TextEncoder().encode(yaml),
  });
  const files = new Map([['marketplace.yaml', { parsed, parents: [] }]]);
  return printProblems(
    validateListing({ ...preparedForTests(), ...ground }, 'marketplace.yaml', files).problems,
  );
}

/** Only the problems with one code. */
export function problemsOfCode(code: string, yaml: string, today?: string): string {
  return blocksOfCode(code, problemsIn(yaml, today));
}

/** Of those before the product can be published, the problems with one code. */
export function publishProblemsOfCode(code: string, yaml: string): string {
  return blocksOfCode(code, publishProblemsIn(yaml));
}

function blocksOfCode(code: string, printed: string): string {
  return printed
    .split(/\n(?=\S+:\d+:\d+: )/)
    .filter((block) => block.includes(`[${code}]`))
    .map((block) => block.trimEnd())
    .join('\n');
}

/** Compares the whole printed block; the indentation of the literal is removed. */
export function expectProblem(code: string, yaml: string, block: string, today?: string): void {
  expect(problemsOfCode(code, yaml, today)).toBe(dedent(block));
}

/** The same for what is missing before the product can be published, and for nobody before that. */
export function expectPublishProblem(code: string, yaml: string, block: string): void {
  expect(publishProblemsOfCode(code, yaml)).toBe(dedent(block));
  expectNoProblem(code, yaml);
}

export function expectNoProblem(code: string, yaml: string, today?: string): void {
  expect(problemsOfCode(code, yaml, today)).toBe('');
}

function manifestText(members: Members): string {
  return `${Object.values(members).filter(Boolean).join('\n')}\n`;
}

function dedent(block: string): string {
  const lines = block.replace(/^\n/, '').trimEnd().split('\n');
  const margin = Math.min(...lines.filter((line) => line.trim()).map((line) => line.search(/\S/)));
  return lines.map((line) => line.slice(margin)).join('\n');
}
