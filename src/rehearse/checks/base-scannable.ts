import type { BaseImage } from '../../model/catalogue.ts';
import type { Seen } from '../../model/rehearsal.ts';
import type { Check } from '../check.ts';
import { imageSystem } from '../image-system.ts';
import { sources } from '../sources.ts';
import type { ImageFacts } from '../stage.ts';
import { failed, notSeen, passed } from '../verdicts.ts';

export const baseScannable: Check = {
  id: 'base-scannable',
  rule: 'ECR can scan the base of the image: AWS Marketplace reads the result before it publishes, and refuses critical and high findings.',
  source: sources.uploading,
  objector: 'AWS refuses',
  phase: 'image',
  look: ({ listing: { base }, images }) => {
    if (base.made.from === 'seller') return ofImages(images, base.made.systems);
    if (base.isScannable === null) return notSeen(`${base.name}: whether ECR scans it is not known`);
    if (base.isScannable) return passed(`${base.name}: ${base.scanState}`);
    return failed(
      `${base.name}: ${base.scanState}`,
      'set `base` to amazonlinux:2023 or debian:13, which ECR can scan',
    );
  },
};

/** What an image of the seller's own says of itself: its base is in no manifest. */
function ofImages(images: readonly ImageFacts[], systems: readonly BaseImage[]): Seen {
  const found = images.map((image) => ({ image, ...lookInto(image, systems) }));
  const words = (those: typeof found) => those.map(({ image, what }) => `${image.name}: ${what}`).join('; ');
  const unscannable = found.filter(({ isScannable }) => isScannable === false);
  if (unscannable.length > 0)
    return failed(words(unscannable), 'build it on amazonlinux:2023 or debian:13, which ECR can scan');
  const unknown = found.filter(({ isScannable }) => isScannable === undefined);
  return unknown.length > 0 ? notSeen(words(unknown)) : passed(words(found));
}

function lookInto({ files, osRelease }: ImageFacts, systems: readonly BaseImage[]) {
  if (files === undefined) return { what: 'the image cannot be read here', isScannable: undefined };
  if (osRelease === undefined)
    return {
      what: 'there is no etc/os-release, and ECR scans nothing that is built from scratch',
      isScannable: false,
    };
  const { name, known } = imageSystem(osRelease, systems);
  if (!known) return { what: `${name}, and whether ECR scans it is not known here`, isScannable: undefined };
  return { what: `${name}: ${known.scanState}`, isScannable: known.scannable };
}
