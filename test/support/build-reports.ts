import type { ListingReport, ListingStatus, ReportedChange } from '../../src/model/listing-report.ts';
import type { LocatedProblem } from '../../src/model/problem.ts';

/** One listing that is up to date; a test can override members. */
export function buildReport(other: Partial<ListingReport> = {}): ListingReport {
  return {
    manifest: 'listings/churn-scorer/marketplace.yaml',
    name: 'churn-scorer',
    owner: 'risk',
    status: 'unchanged',
    product: buildProduct(),
    changes: [],
    problems: [],
    rehearsal: null,
    ...other,
  };
}

type Product = NonNullable<ListingReport['product']>;

export function buildProduct(other: Partial<Product> = {}): Product {
  return {
    type: 'model-package',
    name: 'churn-scorer',
    release: '1.0.0',
    title: 'Churn Scorer',
    framework: 'typescript 24',
    base: { id: 'amazonlinux:2023', endOfLife: '2029-06-30', isScannable: true },
    region: 'us-east-1',
    images: ['churn-scorer:1.0.0'],
    ...other,
  };
}

export function buildProblem(other: Partial<LocatedProblem> = {}): LocatedProblem {
  const source = 'product: { type: model-package, name: BERT Large }';
  return {
    code: 'name-not-ecr-safe',
    severity: 'error',
    location: { file: 'listings/bert/marketplace.yaml', line: 3, column: 39, length: 10, source },
    what: '`product.name` is "BERT Large", which cannot be the name of an ECR repository',
    because:
      'ECR takes 2 or more lower-case letters, digits and single - _ . between them, and a letter first',
    fix: 'use "bert-large", and put the display name in `product.title`',
    ...other,
  };
}

export function buildChange(path: string, other: Partial<ReportedChange> = {}): ReportedChange {
  return { path, kind: 'create', because: 'new', ...other };
}

const subjects = ['Churn', 'Fraud', 'Sentiment', 'Demand', 'Image Quality', 'Invoice', 'Credit Risk'];
const tasks = ['Scorer', 'Classifier', 'Forecaster', 'Extractor for Documents in Several Languages'];
const frameworks = ['typescript 24', 'onnxruntime 1.30.0', 'tensorflow-js 4.22.0'];
const bases = [
  { id: 'amazonlinux:2023', endOfLife: '2029-06-30', isScannable: true },
  { id: 'ubuntu:18.04', endOfLife: '2028-04-30', isScannable: true },
  { id: 'debian:6', endOfLife: '2016-02-29', isScannable: false },
  { id: 'alpine:3.3', endOfLife: '2017-11-01', isScannable: false },
  { id: 'centos:7', endOfLife: '2024-06-30', isScannable: false },
];
const states: readonly ListingStatus[] = ['unchanged', 'unchanged', 'planned', 'written', 'unchanged'];
const owners = ['risk', 'pricing', null, 'vision'];
const files = ['Dockerfile', 'bin/serve', 'scripts/build.sh', 'runtime/serving/server.ts', 'README.md'];

/** A fleet of this size. Its listings differ like those of a real team, and are the same in every run. */
export function buildFleet(size: number): ListingReport[] {
  return Array.from({ length: size }, (_, index) => buildMember(index));
}

function buildMember(index: number): ListingReport {
  const pick = <T>(values: readonly T[], step = 1) => values[Math.floor(index / step) % values.length] as T;
  const title = `${pick(subjects)} ${pick(tasks, 7)} ${index + 1}`;
  const name = title.toLowerCase().replaceAll(' ', '-');
  const manifest = `listings/${name}/marketplace.yaml`;
  const owner = pick(owners);
  const problem = buildProblem({ location: { ...buildProblem().location, file: manifest } });
  if (index % 17 === 16)
    return buildReport({
      manifest,
      name: index % 2 ? null : name,
      owner,
      status: 'refused',
      product: null,
      problems: [problem],
    });
  const isAlgorithm = index % 4 === 1;
  const release = `1.${index % 12}.0`;
  const base = pick(bases, 3);
  const status = pick(states);
  return buildReport({
    manifest,
    name,
    owner,
    status,
    product: buildProduct({
      type: isAlgorithm ? 'algorithm' : 'model-package',
      name,
      title,
      release,
      framework: pick(frameworks),
      base,
      region: index % 9 === 0 ? 'eu-central-1' : 'us-east-1',
      images: [`${name}:${release}`, ...(isAlgorithm ? [`${name}-training:${release}`] : [])],
    }),
    changes: status === 'unchanged' ? [] : buildChanges(index),
    problems: base.isScannable ? [] : [buildWarning(problem, base.id)],
    rehearsal: index % 3 === 0 ? null : buildKept(index % 5 === 0 ? 2 : 0),
  });
}

export function buildKept(failed: number): NonNullable<ListingReport['rehearsal']> {
  return {
    date: '2026-11-20T09:00:00.000Z',
    verdict: failed === 0 ? 'ready' : 'not-ready',
    stage: 'container',
    count: { passed: 40, warned: 1, failed, notSeen: 3 },
    load: null,
  };
}

function buildChanges(index: number): ReportedChange[] {
  if (index % 10 === 2) return files.map((path) => buildChange(path));
  const because = 'the manifest or the generator changed';
  return files
    .slice(0, 1 + (index % 4))
    .map((path, place) => buildChange(path, place === 1 ? {} : { kind: 'update', because }));
}

function buildWarning(problem: LocatedProblem, base: string): LocatedProblem {
  return {
    ...problem,
    severity: 'warning',
    code: 'base-unscannable',
    location: { ...problem.location, line: 5, column: 7, length: base.length, source: `base: ${base}` },
    what: `ECR cannot scan ${base} today`,
    fix: 'use amazonlinux:2023 or ubuntu:18.04, or set `scan.allow` with a reason',
  };
}
