import { sampleFor } from '../../generate.ts';
import { answerName } from '../../model/answer-name.ts';
import type { AnsweredSample } from '../../model/rehearsal.ts';
import type { ResolvedListing } from '../../model/resolved-listing.ts';
import { ok, type Result } from '../../model/result.ts';
import { compareBodies } from '../../rehearse/answers/compare-bodies.ts';
import { type Tolerance, usualTolerance } from '../../rehearse/answers/compare-values.ts';
import { readContent } from '../../rehearse/answers/read-content.ts';
import type { ExpectedAnswers } from '../../rehearse/materials.ts';
import { putInListing } from '../put-in-listing.ts';
import { Refusal } from '../refusal.ts';
import type { Say } from '../reporter.ts';
import { readMaterial } from './read-material.ts';

/** Where the answers lie: beside the samples, or those of a release in `local/`, which git does not have. */
type Place = (name: string) => string;

/** `text-csv.json` is the answer to `samples/text-csv.csv` as JSON. */
const besideSamples: Place = (name) => `samples/${name.replace(/(?=\.[^.]*$)/, '.expected')}`;
const ofRelease =
  (release: string): Place =>
  (name) =>
    `local/answers/${release}/${name}`;

/** The answers that lie beside the samples, with the tolerances for their numbers. */
export function loadExpected(folder: string, listing: ResolvedListing): ExpectedAnswers {
  const bodies = loadBodies(folder, listing, besideSamples);
  const tolerances = [...bodies.keys()].flatMap((name) => {
    const tolerance = loadTolerance(folder, `samples/${name.replace(/\.[^.]*$/, '')}.tolerance.json`);
    return tolerance ? [[name, tolerance] as const] : [];
  });
  return { bodies, tolerances: new Map(tolerances) };
}

/** What a release has answered when it was rehearsed here. */
export function loadAnswersOf(
  folder: string,
  listing: ResolvedListing,
  release: string,
): ExpectedAnswers & { readonly release: string } {
  const bodies = loadBodies(folder, listing, ofRelease(release));
  if (bodies.size === 0)
    throw new Refusal(
      `no answers of release ${release} are kept in local/answers/`,
      'rehearse that release here first; each rehearsal keeps the answers to its samples',
    );
  const { tolerances } = loadExpected(folder, listing);
  return { release, bodies, tolerances };
}

/** Of each sample in each output type. */
function answerNames({ input, output }: ResolvedListing): readonly string[] {
  const names = input.flatMap((type) => output.map((other) => answerName(sampleFor(type).path, other)));
  return [...new Set(names)];
}

function loadBodies(folder: string, listing: ResolvedListing, place: Place): ReadonlyMap<string, Uint8Array> {
  const found = answerNames(listing).flatMap((name) => {
    const body = readMaterial(folder, place(name));
    return body ? [[name, body] as const] : [];
  });
  return new Map(found);
}

function loadTolerance(folder: string, path: string): Tolerance | undefined {
  const bytes = readMaterial(folder, path);
  if (bytes === undefined) return undefined;
  const said = readContent(bytes, 'json');
  const given: Readonly<Record<string, unknown>> = said.ok ? Object(said.value.value) : {};
  const isRight = Object.entries(given).every(
    ([name, value]) => name in usualTolerance && typeof value === 'number' && value >= 0,
  );
  if (said.ok && isRight && Object.keys(given).length > 0) return { ...usualTolerance, ...given };
  const fix = `write how far numbers may be off, such as  {"relative": 0.001, "absolute": 0.01}`;
  throw new Refusal(`${path} is no tolerance`, fix);
}

/** Keeps the answers of this release for `--against`; the reason where that is not possible. */
export function keepAnswers(
  folder: string,
  release: string,
  answers: readonly AnsweredSample[],
): Result<null> {
  for (const { name, body, fault } of answers) {
    const written = fault === undefined ? putInListing(folder, ofRelease(release)(name), body) : ok(null);
    if (!written.ok) return written;
  }
  return ok(null);
}

/** Writes the answers beside the samples, after it has shown what changes. Those that cannot be expected stay out. */
export function recordAnswers(
  folder: string,
  listing: ResolvedListing,
  answers: readonly AnsweredSample[],
  say: Say,
): void {
  const { tolerances } = loadExpected(folder, listing);
  for (const answer of answers)
    recordAnswer(folder, besideSamples(answer.name), answer, { tolerance: tolerances.get(answer.name), say });
}

interface Recording {
  readonly tolerance: Tolerance | undefined;
  readonly say: Say;
}

/** Writes one answer, after it has shown what changes; whether the file has it now. */
export function recordAnswer(
  folder: string,
  path: string,
  { codec, body, fault, isSteady }: AnsweredSample,
  { tolerance, say }: Recording,
): boolean {
  const before = readMaterial(folder, path);
  const compared = before && compareBodies(before, body, codec, tolerance);
  const changes = compared && (compared.ok ? compared.value : ['what was there could not be read']);
  if (fault !== undefined) say(`not recorded: ${path}: ${fault}`);
  else if (!isSteady)
    say(`not recorded: ${path}: the same call gets another answer each time; set a seed, or leave it out`);
  else if (changes?.length === 0) say(`as it was: ${path}`);
  else {
    say(
      `${before ? 'recorded anew' : 'recorded'}: ${path}${(changes ?? []).map((line) => `\n    ${line}`).join('')}`,
    );
    putOrRefuse(folder, path, body);
  }
  return fault === undefined && isSteady;
}

export function putOrRefuse(folder: string, path: string, body: string | Uint8Array): void {
  const written = putInListing(folder, path, body);
  if (!written.ok) throw new Refusal(`${path} cannot be written (${written.reason})`, 'make room for it');
}
