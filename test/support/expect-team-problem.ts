import { expect } from 'vitest';
import { validateListing } from '../../src/generate.ts';
import { printProblems } from '../../src/problem/print-problems.ts';
import { type ParsedFile, parseManifestFile } from '../../src/read/parse-manifest-file.ts';
import { preparedForTests } from './prepared.ts';

/**
 * The printed problems with one code, for a listing that extends a team file. The test indents each block by
 * four spaces.
 */
export function expectTeamProblem(code: string, team: string, listing: string, block: string): void {
  expect(problemsUnderTeam(code, team, listing)).toBe(block.replace(/^ {4}/gm, '').trim());
}

export function expectNoTeamProblem(code: string, team: string, listing: string): void {
  expect(problemsUnderTeam(code, team, listing)).toBe('');
}

/** The same with two policies: the team's file extends the company's file. */
export function expectChainProblem(code: string, policies: Chain, listing: string, block: string): void {
  expect(problemsUnderChain(code, policies, listing)).toBe(block.replace(/^ {4}/gm, '').trim());
}

interface Chain {
  readonly org: string;
  readonly team: string;
}

export function problemsUnderChain(code: string, { org, team }: Chain, listing: string): string {
  return problemsUnderTeam(code, team, listing, org);
}

export function problemsUnderTeam(code: string, team: string, listing: string, org?: string): string {
  const entry = 'listings/churn/marketplace.yaml';
  const teamText = org === undefined ? team : `${team}extends: org.yaml\n`;
  const files = new Map([
    [entry, { parsed: parse(entry, `${listing}extends: ../../team.yaml\n`), parents: ['team.yaml'] }],
    ['team.yaml', { parsed: parse('team.yaml', teamText), parents: org === undefined ? [] : ['org.yaml'] }],
    ['org.yaml', { parsed: parse('org.yaml', org ?? 'version: 1\n'), parents: [] }],
  ]);
  const { problems } = validateListing(preparedForTests(), entry, files);
  return printProblems(problems.filter((problem) => problem.code === code)).trim();
}

function parse(file: string, yaml: string): ParsedFile {
  return parseManifestFile(file, { kind: 'bytes', bytes: new TextEncoder().encode(yaml) });
}
