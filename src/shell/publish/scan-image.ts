import { passingPattern } from '../../model/known-errors.ts';
import { knownScanErrors } from '../../model/known-registry-errors.ts';
import type { ScanFinding } from '../../publish/findings.ts';
import { findingsIn } from '../../publish/findings.ts';
import { setting } from '../environment-settings.ts';
import { Refusal } from '../refusal.ts';
import type { Reporter } from '../reporter.ts';
import { asRefusal, must, wordsOf } from './ask-aws.ts';
import type { AwsClients } from './aws-clients.ts';
import { minutesSince, sleep } from './waiting.ts';

const tries = 5;

export interface ScannedImage {
  readonly clients: AwsClients;
  readonly repository: string;
  readonly digest: string;
  /** For people: `churn-scorer:1.0.0`. */
  readonly shown: string;
}

/** Starts a scan unless ECR already did: it scans an image once a day, and enhanced scanning starts by itself. */
export async function startScan(image: ScannedImage): Promise<void> {
  try {
    await askForScan(image);
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name === 'LimitExceededException' || name === 'ValidationException') return;
    if (name === 'UnsupportedImageTypeException') throw refusedScan(image, 'UNSUPPORTED_IMAGE');
    throw asRefusal(`start the scan of ${image.shown}`, error);
  }
}

/** The SDK would retry a limit that ends only tomorrow, so we retry ourselves. */
async function askForScan(image: ScannedImage): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await image.clients.ecrOnce.startImageScan(idOf(image));
      return;
    } catch (error) {
      if (attempt === tries || !new RegExp(passingPattern).test(wordsOf(error))) throw error;
    }
    await sleep(setting('PAUSE_SECONDS', 5) * attempt);
  }
}

/** Waits until the scan is complete. Each state is printed once. */
export async function waitForScan(
  image: ScannedImage,
  waitMinutes: number,
  { say, still }: Reporter,
): Promise<void> {
  const begin = Date.now();
  const end = begin + waitMinutes * 60_000;
  let before = '';
  for (;;) {
    const { state, words } = await stateOf(image);
    if (state !== before) say(`scan of ${image.shown}: ${state}`);
    before = state;
    if (state === 'COMPLETE' || state === 'ACTIVE') return;
    const mayCome = state === 'IN_PROGRESS' || state === 'PENDING' || state === 'NOT_STARTED';
    if (!mayCome) throw refusedScan(image, state, words);
    if (Date.now() >= end) {
      if (state === 'NOT_STARTED') throw refusedScan(image, state);
      throw new Refusal(
        `the scan of ${image.shown} is still ${state} after ${waitMinutes} minutes`,
        'run this again later: it goes on waiting; upload.scan.waitMinutes makes it wait longer',
      );
    }
    still(`${state} for ${minutesSince(begin)} of ${waitMinutes}:00`);
    await sleep(setting('PAUSE_SECONDS', 5));
  }
}

export async function readFindings(image: ScannedImage): Promise<readonly ScanFinding[]> {
  const all: ScanFinding[] = [];
  let nextToken: string | undefined;
  do {
    const page = await must(
      `read the findings of ${image.shown}`,
      image.clients.ecr.describeImageScanFindings({ ...idOf(image), nextToken }),
    );
    all.push(...findingsIn(page.imageScanFindings ?? {}));
    nextToken = page.nextToken;
  } while (nextToken);
  return all;
}

async function stateOf(image: ScannedImage): Promise<{ readonly state: string; readonly words?: string }> {
  try {
    const { imageScanStatus } = await image.clients.ecr.describeImageScanFindings(idOf(image));
    const words = imageScanStatus?.description;
    return { state: imageScanStatus?.status ?? 'NOT_STARTED', ...(words && { words }) };
  } catch (error) {
    if (error instanceof Error && error.name === 'ScanNotFoundException') return { state: 'NOT_STARTED' };
    throw asRefusal(`read the scan of ${image.shown}`, error);
  }
}

function idOf({ repository, digest }: ScannedImage) {
  return { repositoryName: repository, imageId: { imageDigest: digest } };
}

function refusedScan({ shown }: ScannedImage, state: string, words?: string): Refusal {
  const known = knownScanErrors[state];
  return known
    ? new Refusal(`${shown}: ${known.what}`, known.fix, words)
    : new Refusal(
        `the scan of ${shown} ended in ${state}`,
        'look at it in the ECR console, and run this again',
        words,
      );
}
