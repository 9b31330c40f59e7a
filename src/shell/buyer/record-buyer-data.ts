import { join } from 'node:path';
import { buyerFolder, buyerFolders } from '../../model/buyer-data.ts';
import { isUnder } from '../../model/file-tree.ts';
import { printRecordedData } from '../../model/recorded-data.ts';
import type { AnsweredSample, Rehearsal } from '../../model/rehearsal.ts';
import type { ResolvedListing } from '../../model/resolved-listing.ts';
import { namesIn } from '../names-in.ts';
import { readMaterial } from '../rehearse/read-material.ts';
import { loadExpected, putOrRefuse, recordAnswer } from '../rehearse/sample-answers.ts';
import type { Say } from '../reporter.ts';
import { fingerprint } from '../tree/fingerprint.ts';
import { copyTrainingData } from './copy-training-data.ts';
import { loadRecorded, recordPlace } from './load-recorded.ts';
import { sourceHashes } from './source-hashes.ts';

/**
 * Writes the answers into the repository for buyers, and the data that a model was trained with for them. What they were made from is kept, so
 * that `check` sees when they are too old.
 */
export function recordBuyerData(
  folder: string,
  listing: ResolvedListing,
  { answers, transformed }: Rehearsal,
  say: Say,
): void {
  // Without it, nothing is generated for buyers.
  if (!listing.validation || isUnder(buyerFolder, listing.keep)) return;
  if (namesIn(join(folder, buyerFolder)).length === 0) {
    say(`nothing is recorded for buyers: ${buyerFolder}/ was not generated yet`);
    return;
  }
  const before = loadRecorded(folder);
  const { tolerances } = loadExpected(folder, listing);
  const output = `${buyerFolder}/${buyerFolders(listing.productType).output}`;
  const record = (use: string, answer: AnsweredSample) => {
    const path = `${output}/${use}/${answer.name}`;
    if (isUnder(path, listing.keep)) return [];
    return recordAnswer(folder, path, answer, { tolerance: tolerances.get(answer.name), say }) ? [path] : [];
  };
  const written = [
    ...answers.flatMap((answer) => record('real-time', answer)),
    ...(transformed ? record('batch', transformed) : []),
    ...copyTrainingData(folder, listing, { before, say }),
  ];
  for (const path of Object.keys(before?.files ?? {}))
    if (!written.includes(path) && readMaterial(folder, path))
      say(`no longer recorded: ${path}: it is of an earlier run; remove it`);
  const files = written.map((path) => [path, fingerprint(readMaterial(folder, path) ?? new Uint8Array())]);
  const recorded = { sources: sourceHashes(listing, folder), files: Object.fromEntries(files) };
  putOrRefuse(folder, recordPlace, printRecordedData(recorded));
}
