import type { Accepted, Manifest } from '../../model/manifest.ts';
import { pathInWords } from '../../problem/phrasing.ts';
import { isRecord } from '../../text/is-record.ts';
import type { Rule } from './rule.ts';

/** Nothing is generated into an image of the seller's own, so what it would have does nothing. Team files may say it. */
export const notInOwnImage: Rule = {
  code: 'not-in-own-image',
  check({ manifest, ownKeys }) {
    if (manifest.image === undefined) return [];
    const written = members.filter(({ at }) => ownKeys.has(at[0] ?? '') && isWritten(manifest, at));
    return written.map(({ at, fix = 'remove it' }) => ({
      at,
      atKey: true,
      what: `${pathInWords(at)} is given, and nothing is generated into an image of your own`,
      fix: `${fix}; or remove \`image\`, to have the image generated`,
      related: [{ at: { path: ['image'], target: 'key' as const }, sentence: 'the image is your own' }],
    }));
  },
};

interface Member {
  readonly at: readonly string[];
  readonly fix?: string;
}

/** What only a generated image has a use for. */
const members: readonly Member[] = [
  { at: ['framework'] },
  { at: ['server'], fix: 'remove it: what answers is in your image' },
  { at: ['base'] },
  {
    at: ['artifacts'],
    fix: 'remove it, as your image has the model; or write  mode: s3  for a model beside it',
  },
  { at: ['include'], fix: 'remove it, and write COPY in your Dockerfile' },
  { at: ['inference', 'entry'] },
  { at: ['inference', 'language'] },
  { at: ['inference', 'workers'] },
  { at: ['inference', 'preload'] },
  { at: ['inference', 'maxQueue'] },
  { at: ['inference', 'metrics'] },
  { at: ['inference', 'requireGpu'] },
  { at: ['inference', 'batching'] },
  { at: ['inference', 'environment'], fix: 'remove it, and write ENV in your Dockerfile' },
  { at: ['training', 'image'], fix: 'remove it: two images are  image: { inference: …, training: … }' },
  { at: ['training', 'entry'] },
];

/** A model in S3 lies beside any image. */
function isWritten(manifest: Accepted<Manifest>, at: readonly string[]): boolean {
  const value = at.reduce<unknown>((found, key) => (isRecord(found) ? found[key] : undefined), manifest);
  return value !== undefined && !(value === manifest.artifacts && manifest.artifacts?.mode !== 'bundled');
}
