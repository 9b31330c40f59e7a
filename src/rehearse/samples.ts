import type { Codec } from '../model/catalogue.ts';
import type { Seen } from '../model/rehearsal.ts';
import type { ResolvedContentType } from '../model/resolved-listing.ts';
import type { Wanted } from './answers/answer-fault.ts';
import { headedBody } from './answers/header-row.ts';
import { recordsOf } from './answers/records-of.ts';
import type { Scene, ServeScene } from './check.ts';
import type { Materials, WholeSample } from './materials.ts';
import { notSeen } from './verdicts.ts';

export function wholeSamples({ samples }: Materials): readonly WholeSample[] {
  return samples.flatMap((sample) => (sample.body?.length ? [{ ...sample, body: sample.body }] : []));
}

/** What a call with this body has to answer; without an output type, in the first that the listing declares. */
export function wantedFor(
  { listing }: Pick<Materials, 'listing'>,
  { type, body }: Pick<WholeSample, 'type' | 'body'>,
  output: ResolvedContentType | undefined = listing.output[0],
): Wanted {
  const input = listing.input.find((one) => one.type === type);
  // The pieces of a stream are no predictions of records.
  const isCounted = input !== undefined && !listing.inference.streaming;
  return { output, records: isCounted ? recordsOf(body, input) : undefined };
}

/** For a check that calls with the first sample, also if the call may fail. */
export function withSample<In extends Scene>(
  look: (scene: In, sample: WholeSample) => Promise<Seen>,
): (scene: In) => Promise<Seen> {
  return async (scene) => {
    const [sample] = wholeSamples(scene);
    return sample ? look(scene, sample) : notSeen(noSample);
  };
}

/** For a check that makes no sense where calls fail anyway: `declared-types` reports that. */
export function withSoundSample<In extends ServeScene>(
  look: (scene: In, sample: WholeSample) => Promise<Seen>,
): (scene: In) => Promise<Seen> {
  return async (scene) => {
    const [sample] = await scene.sound();
    return sample ? look(scene, sample) : notSeen(noSoundSample);
  };
}

export const noSample = 'there is no sample';
export const noSoundSample = 'no sample is answered when it comes alone';

/** The sample, with its records repeated: as many as the size holds, or enough to be above it. Lines are not cut. */
export function enlarged({ body }: WholeSample, codec: Codec, { most, above }: Size): Uint8Array {
  const size = above === undefined ? most : above + 1;
  // JSON and binary bodies stay one document: spaces after JSON are ignored, zeros after others are refused at once.
  if (codec === 'json' || codec === 'npy' || codec === 'bytes') {
    const grown = new Uint8Array(size).fill(codec === 'json' ? 0x20 : 0);
    grown.set(body.subarray(0, size));
    return grown;
  }
  const { header, records } = headedBody(body, codec);
  const times = (size - header.length) / records.length;
  const count = Math.max(1, above === undefined ? Math.floor(times) : Math.ceil(times));
  const grown = new Uint8Array(header.length + count * records.length);
  grown.set(header);
  for (let at = header.length; at < grown.length; at += records.length) grown.set(records, at);
  return grown;
}

/** Bytes. */
export type Size =
  | { readonly most: number; readonly above?: undefined }
  | { readonly most?: undefined; readonly above: number };
