import { parse } from 'yaml';
import { renderCi } from '../../src/generate.ts';
import type { CiSetup } from '../../src/model/ci-setup.ts';
import { preparedForTests } from './prepared.ts';

type Setup = Omit<CiSetup, 'version'>;

export const usualCi = {
  pattern: 'listings/**',
  policy: null,
  branch: 'main',
  region: 'us-east-2',
  runners: 3,
} as const satisfies Setup;

/** The rendered files of a repository's CI, as texts. */
export function ciTexts(setup: Setup = usualCi): ReadonlyMap<string, string> {
  const files = renderCi(preparedForTests(), setup);
  return new Map([...files].map(([path, { content }]) => [path, new TextDecoder().decode(content)]));
}

export const workflowPath = '.github/workflows/listings.yml';

export interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

export interface Job {
  readonly name?: string;
  readonly needs?: string | readonly string[];
  readonly if?: string;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly strategy?: { readonly matrix: string };
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes': number;
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

export interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}

export interface Buildspec {
  readonly env: { readonly variables: Readonly<Record<string, string>> };
  readonly batch: {
    readonly 'build-matrix': {
      readonly dynamic: { readonly env: { readonly variables: Readonly<Record<string, readonly string[]>> } };
    };
  };
  readonly phases: Readonly<Record<string, { readonly commands: readonly string[] }>>;
}

export function workflowIn(texts: ReadonlyMap<string, string>): Workflow {
  return parse(texts.get(workflowPath) ?? '') as Workflow;
}

export function buildspecIn(texts: ReadonlyMap<string, string>, path = 'buildspec.yml'): Buildspec {
  return parse(texts.get(path) ?? '') as Buildspec;
}

export function stepsOf(workflow: Workflow): readonly Step[] {
  return Object.values(workflow.jobs).flatMap(({ steps }) => steps);
}
