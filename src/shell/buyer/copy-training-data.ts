import { join } from 'node:path';
import { buyerFolder, channelFolder } from '../../model/buyer-data.ts';
import { isUnder } from '../../model/file-tree.ts';
import { jobHyperparameters } from '../../model/job-hyperparameters.ts';
import type { RecordedData } from '../../model/recorded-data.ts';
import type { ResolvedListing, ResolvedTraining } from '../../model/resolved-listing.ts';
import { countInWords, listInWords } from '../../problem/phrasing.ts';
import { hyperparametersPlace, readHyperparameters } from '../rehearse/load-materials.ts';
import { readMaterial } from '../rehearse/read-material.ts';
import { putOrRefuse } from '../rehearse/sample-answers.ts';
import type { Say } from '../reporter.ts';
import { fingerprint } from '../tree/fingerprint.ts';
import { filesIn } from './files-in.ts';
import { trainingData } from './source-hashes.ts';

/** GitHub takes no larger file. A notebook needs far less. */
const largestChannel = 100_000_000;

interface Copying {
  readonly before: RecordedData | undefined;
  readonly say: Say;
}

/** The data that the model was trained with, in the folders where the notebook looks for it; returns the files that are there now. */
export function copyTrainingData(
  folder: string,
  listing: ResolvedListing,
  copying: Copying,
): readonly string[] {
  if (!listing.training) return [];
  tellOtherHyperparameters(folder, listing, listing.training, copying.say);
  const channels = listing.training.channels.map(({ name }) => name);
  const copied = channels.filter((name) => !isUnder(targetOf(name), listing.keep));
  return copied.flatMap((name) => copyChannel(folder, name, copying));
}

function targetOf(channel: string): string {
  return `${buyerFolder}/${channelFolder(channel)}`;
}

function copyChannel(folder: string, channel: string, { before, say }: Copying): readonly string[] {
  const from = `${trainingData}/${channel}`;
  const to = targetOf(channel);
  const files = filesIn(join(folder, from));
  if (files.length === 0) return [];
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  if (bytes > largestChannel) {
    say(
      `not copied: ${from} has ${Math.round(bytes / 1e6)} MB; buyers need a small sample: train with one and record again`,
    );
    return [];
  }
  const paths = files.map(({ path }) => ({ source: `${from}/${path}`, target: `${to}/${path}` }));
  const contents = paths.map(({ source, target }) => ({
    target,
    content: readMaterial(folder, source) ?? new Uint8Array(),
    there: readMaterial(folder, target),
  }));
  const others = contents.filter(
    ({ content, there }) => !there || fingerprint(content) !== fingerprint(there),
  );
  const foreign = others.filter(({ target, there }) => there && fingerprint(there) !== before?.files[target]);
  for (const { target } of foreign)
    say(`not copied: ${target} is yours and differs from what was trained with; remove it, and record again`);
  const copied = others.filter((file) => !foreign.includes(file));
  for (const { target, content } of copied) putOrRefuse(folder, target, content);
  say(
    copied.length === 0
      ? `as it was: ${to}`
      : `copied: ${countInWords(copied.length, 'file')} of ${from} to ${to}`,
  );
  return contents.filter((file) => !foreign.includes(file)).map(({ target }) => target);
}

/** The notebook knows the manifest alone. */
function tellOtherHyperparameters(
  folder: string,
  listing: ResolvedListing,
  { hyperparameters }: ResolvedTraining,
  say: Say,
): void {
  const ofNotebook = {
    ...Object.fromEntries(hyperparameters.map(({ name, default: preset }) => [name, String(preset)])),
    ...jobHyperparameters(listing),
  };
  const given = Object.entries(readHyperparameters(folder) ?? {});
  const others = given.filter(([name, value]) => ofNotebook[name] !== value).map(([name]) => name);
  if (others.length === 0) return;
  say(
    `the notebook trains with other values than ${hyperparametersPlace}: put ${listInWords(others, 'and')} into validation.training.hyperparameters, generate, and record again`,
  );
}
