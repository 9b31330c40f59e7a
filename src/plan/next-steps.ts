import { isOwnImage } from '../model/own-image.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { isFlask, npmPackages, usesPython } from './framework-family.ts';
import { frameworkFilesOf } from './framework-files.ts';
import { broughtPackages } from './readme-view.ts';
import { sampleFor } from './sample-for.ts';

/** A command, and in words what it does. */
export interface NextStep {
  readonly command: string;
  readonly does: string;
}

/** How to start, try and rehearse a listing, which may have its model already. The commands run in its folder. */
export function nextSteps(listing: ResolvedListing, hasModel = false): readonly NextStep[] {
  const [first] = listing.input;
  const sample = first
    ? `--header 'Content-Type: ${first.type}' --data-binary @${sampleFor(first).path} `
    : '';
  if (isOwnImage(listing))
    return [{ command: 'sagemaker-mkt rehearse', does: 'tests your image as AWS will' }];
  const hasNpm = listing.framework.nodeImage !== null;
  return [
    { command: [...preparation(listing), start(listing)].join(' && '), does: startWords(listing, hasModel) },
    { command: `curl ${sample}http://127.0.0.1:8080/invocations`, does: 'tries it, in a second terminal' },
    { command: hasNpm ? 'npm run rehearse' : 'sagemaker-mkt rehearse', does: 'tests it as AWS will' },
  ];
}

function preparation(listing: ResolvedListing): readonly string[] {
  return [
    ...(usesPython(listing)
      ? [['pip install', ...broughtPackages(listing), '-r requirements.txt'].join(' ')]
      : []),
    ...(npmPackages(listing).length > 0 ? ['npm install'] : []),
    ...(listing.training ? ['npm run train'] : []),
  ];
}

function start(listing: ResolvedListing): string {
  if (isFlask(listing)) return 'scripts/local.sh serve';
  return listing.gpu ? 'REQUIRE_GPU=false npm start' : 'npm start';
}

/** What has to be in place before the start. */
function startWords(listing: ResolvedListing, hasModel: boolean): string {
  const { artifacts, training } = listing;
  const { modelWords } = frameworkFilesOf(listing);
  if (training) {
    const channels = training.channels.map(({ name }) => `local/input/data/${name}/`);
    return `trains and serves it; put training data into ${channels.join(' and ')} first`;
  }
  const serves = listing.gpu ? 'serves it, also without a GPU' : 'serves it';
  if (hasModel || modelWords === null || artifacts.mode === 'training-job') return serves;
  const folder = artifacts.mode === 'bundled' ? `${artifacts.path}/` : 'local/model/';
  return `${serves}; put ${modelWords}, into ${folder} first`;
}
