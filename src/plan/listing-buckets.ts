import type { ResolvedListing, ResolvedValidation } from '../model/resolved-listing.ts';

/** A bucket that the manifest names, and its name in the template. */
export interface ListingBucket {
  readonly id: string;
  readonly bucket: string;
}

/**
 * Every bucket that the jobs of a validation or the model need. The name in the template follows from the bucket alone:
 * CloudFormation would try to make the same bucket again under another name.
 */
export function listingBuckets(listing: ResolvedListing): readonly ListingBucket[] {
  const buckets = [...new Set([...placesOf(listing.validation), ...modelPlace(listing)].map(bucketOf))];
  const ids = buckets.map(
    (bucket) =>
      `Bucket${bucket
        .split(/[^a-z0-9]+/)
        .map(capital)
        .join('')}`,
  );
  return buckets.map((bucket, index) => {
    const before = ids.slice(0, index).filter((id) => id === ids[index]).length;
    return { id: `${ids[index]}${before === 0 ? '' : `Nr${before + 1}`}`, bucket };
  });
}

function placesOf(validation: ResolvedValidation | null): readonly string[] {
  if (!validation) return [];
  const { transform, training } = validation;
  const trained = training ? [...Object.values(training.channels), training.output] : [];
  return [transform.input, transform.output, ...trained];
}

function modelPlace({ artifacts }: ResolvedListing): readonly string[] {
  return artifacts.mode === 's3' ? [artifacts.s3Uri] : [];
}

function bucketOf(s3Uri: string): string {
  return s3Uri.split('/')[2] ?? '';
}

function capital(word: string): string {
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
}
