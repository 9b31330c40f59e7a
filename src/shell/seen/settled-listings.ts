import type { Prepared } from '../../generate.ts';
import { once } from '../../text/once.ts';
import type { PolicyPlace } from '../policy-files.ts';
import { waitBriefly } from '../wait-briefly.ts';
import { daysIn } from './days-around.ts';
import { looksSettled } from './looks-settled.ts';
import { rememberListing, type SettledListing } from './remember-listing.ts';

/** What a fleet knows of listings that need no look at their content. */
export interface SettledListings {
  readonly has: (manifest: string) => boolean;
  /** Notes a listing a moment later: what was written just now cannot be told from an edit of the same moment. */
  readonly remember: (listing: SettledListing | undefined) => void;
  readonly end: () => void;
}

export function settledListings(prepared: Prepared, place: PolicyPlace): SettledListings {
  const { build, today } = prepared;
  if (build === undefined) return { has: () => false, remember: () => undefined, end: () => undefined };
  const days = once(() => daysIn(JSON.stringify(prepared.catalogue)));
  const waiting: { readonly listing: SettledListing; readonly since: number }[] = [];
  const noteUntil = (time: number) => {
    while (waiting[0] && waiting[0].since <= time) {
      const [first] = waiting.splice(0, 1);
      if (first) rememberListing(first.listing, { build, today, days: days() });
    }
  };
  return {
    has: (manifest) => looksSettled(manifest, { build, today }, place),
    remember: (listing) => {
      if (listing) waiting.push({ listing, since: performance.now() });
      noteUntil(performance.now() - tick);
    },
    end: () => {
      const last = waiting.at(-1);
      while (last && performance.now() < last.since + tick) waitBriefly();
      noteUntil(performance.now());
    },
  };
}

/** In milliseconds: longer than the times of most disks need for their next step. */
const tick = 12;
