import type { View } from '../model/file-plan.ts';
import { isOwnImage } from '../model/own-image.ts';
import type { ResolvedListing, ResolvedValidation } from '../model/resolved-listing.ts';
import { resourceName } from '../model/resource-name.ts';
import { makeParameterName, stackName } from './account-template.ts';
import { hasCatalogRequests } from './catalog/plan-catalog.ts';
import { roleOf } from './iam-role.ts';
import { listingBuckets } from './listing-buckets.ts';
import { sampleFor } from './sample-for.ts';

/** The values for the steps from a new account to the ARN that AWS Marketplace asks for. */
export function publishView(listing: ResolvedListing): View {
  const { validation, upload, name, release } = listing;
  return {
    region: upload.region,
    isOwnImage: isOwnImage(listing),
    images: [
      ...new Set([listing.images.inference, ...(listing.images.training ? [listing.images.training] : [])]),
    ],
    resourceName: resourceName(name, release),
    stackName: stackName(listing),
    hasRequests: hasCatalogRequests(listing),
    validation: validation && validationView(listing, validation),
  };
}

function validationView(listing: ResolvedListing, validation: ResolvedValidation): View {
  return {
    account: roleOf(validation.role).account,
    bucketParameter: `${makeParameterName(listingBuckets(listing)[0] ?? { id: '' })}=no`,
    sample: samplePath(listing, validation),
    input: sampleTarget(listing, validation),
    channels: Object.entries(validation.training?.channels ?? {}).map(([channel, s3Uri]) => ({
      from: `local/input/data/${channel}`,
      to: withSlash(s3Uri),
    })),
  };
}

function samplePath({ input }: ResolvedListing, { transform }: ResolvedValidation): string {
  const type = input.find((one) => one.type === transform.contentType) ?? input[0];
  return type ? sampleFor(type).path : '';
}

/** The address is either a file, or a folder where the sample keeps its name. */
function sampleTarget(listing: ResolvedListing, validation: ResolvedValidation): string {
  const { input } = validation.transform;
  const ending = samplePath(listing, validation).replace(/^.*\./, '.');
  return input.endsWith(ending) ? input : withSlash(input);
}

function withSlash(s3Uri: string): string {
  return s3Uri.endsWith('/') ? s3Uri : `${s3Uri}/`;
}
