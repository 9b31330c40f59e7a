import { expect } from 'vitest';
import { validateListing } from '../../src/generate.ts';
import { printProblems } from '../../src/problem/print-problems.ts';
import { type ParsedFile, parseManifestFile } from '../../src/read/parse-manifest-file.ts';
import { preparedForTests } from './prepared.ts';

/** What is printed of one code for a listing below a team file, each block indented by four spaces in the test. */
export function expectTeamProblem(code: string, team: string, listing: string, block: string): void {
  expect(problemsUnderTeam(code, team, listing)).toBe(block.replace(/^ {4}/gm, '').trim());
}

export function expectNoTeamProblem(code: string, team: string, listing: string): void {
  expect(problemsUnderTeam(code, team, listing)).toBe('');
}

function problemsUnderTeam(code: string, team: string, listing: string): string {
  const entry = 'listings/churn/marketplace.yaml';
  const files = new Map([
    [entry, { parsed: parse(entry, `${listing}extends: ../../team.yaml\n`), parents: ['team.yaml'] }],
    ['team.yaml', { parsed: parse('team.yaml', team), parents: [] }],
  ]);
  const { problems } = validateListing(preparedForTests(), entry, files);
  return printProblems(problems.filter((problem) => problem.code === code)).trim();
}

function parse(file: string, yaml: string): ParsedFile {
  return parseManifestFile(file, { kind: 'bytes', bytes: new TextEncoder().encode(yaml) });
}
