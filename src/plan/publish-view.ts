import type { View } from '../model/file-plan.ts';
import { isOwnImage } from '../model/own-image.ts';
import type { ResolvedListing, ResolvedValidation } from '../model/resolved-listing.ts';
import { resourceName } from '../model/resource-name.ts';
import { accessRoleName } from './access-role.ts';
import { sampleFor } from './sample-for.ts';
import { roleOf } from './validation-role.ts';

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
    publishPolicy: `${name}-publish`,
    validation: validation && validationView(listing, validation),
  };
}

function validationView(listing: ResolvedListing, validation: ResolvedValidation): View {
  const role = roleOf(validation.role);
  return {
    account: role.account,
    roleName: role.name,
    rolePath: role.path === '/' ? null : role.path,
    policyName: listing.name,
    accessRole: accessRoleName(listing),
    buckets: bucketsOf(listing, validation),
    sample: samplePath(listing, validation),
    input: sampleTarget(listing, validation),
    channels: Object.entries(validation.training?.channels ?? {}).map(([channel, s3Uri]) => ({
      from: `local/input/data/${channel}`,
      to: withSlash(s3Uri),
    })),
  };
}

/** Every bucket that the jobs or the model need. */
function bucketsOf({ artifacts }: ResolvedListing, { transform, training }: ResolvedValidation): string[] {
  const places = [
    transform.input,
    transform.output,
    ...Object.values(training?.channels ?? {}),
    ...(training ? [training.output] : []),
    ...(artifacts.mode === 's3' ? [artifacts.s3Uri] : []),
  ];
  return [...new Set(places.map((s3Uri) => s3Uri.split('/').slice(0, 3).join('/')))];
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
