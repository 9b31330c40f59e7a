import type { KnownError } from './known-errors.ts';
import { isOwnImage } from './own-image.ts';
import type { ResolvedListing } from './resolved-listing.ts';

interface ValidationError extends KnownError {
  /** For an image that the seller built, for which nothing is generated. */
  readonly ownImageFix?: string;
}

/** With the advice that fits the image of the listing. */
export function validationErrorsOf(listing: ResolvedListing): readonly KnownError[] {
  const isOwn = isOwnImage(listing);
  return knownValidationErrors.map(({ ownImageFix, pattern, what, fix }) => ({
    ...{ pattern, what },
    fix: (isOwn && ownImageFix) || fix,
  }));
}

/** Errors of the validation that AWS runs before it certifies (AWS Marketplace seller guide, read 2026-11-21). */
export const knownValidationErrors: readonly ValidationError[] = [
  {
    pattern: 'Access denied for registry',
    what: 'the image is not in a repository of this account',
    fix: 'run scripts/upload.sh with credentials of the account that registers',
  },
  {
    pattern: 'No scan scheduled|Not Started|NotStarted',
    what: 'the image has no vulnerability scan',
    fix: 'run scripts/upload.sh, which starts it and waits for it, and register again with --recreate',
  },
  {
    pattern: 'Unsupported manifest media type',
    what: 'SageMaker accepts only images with a Docker manifest',
    fix: 'build with scripts/build.sh, upload with --move-tag, and register again with --recreate',
    ownImageFix: 'build with --provenance=false, upload with --move-tag, and register again with --recreate',
  },
  {
    pattern: 'UnsupportedImage|UNSUPPORTED_IMAGE|UnscannableImage',
    what: 'ECR cannot scan the base of the image',
    fix: 'choose amazonlinux:2023 or debian:13 in marketplace.yaml, and raise product.release',
  },
  {
    pattern: 'ResourceLimitExceeded|service limit|quota',
    what: 'the account is not allowed to run an instance of that type',
    fix: 'have the quota of SageMaker for it raised in Service Quotas, and register again with --recreate',
  },
  {
    pattern: 'CapacityError|nsufficient capacity|InternalServerError|nternal error|nternal service error',
    what: 'AWS had no free machine, or an internal error',
    fix: 'register again with --recreate',
  },
  {
    pattern: 'ulnerabilit|CVE-|security issue',
    what: 'the scan of the image shows findings that AWS Marketplace refuses',
    fix: 'run scripts/upload.sh to see them, update the base or the packages, and raise product.release',
  },
  {
    pattern: 'ssume role|ssumeRole|may not be assumed|not authorized|AccessDenied',
    what: 'the role of the validation lacks permissions',
    fix: 'deploy marketplace/cloudformation.yaml again, and register again with --recreate',
  },
  {
    pattern: 'NoSuchKey|[Ss]3 object|NoSuchBucket|S3DataSource',
    what: 'the test data of the validation is not at the place in the manifest',
    fix: 'copy it there with aws s3 cp, and register again with --recreate',
  },
  {
    pattern: 'ping health check|health check|pass the ping',
    what: 'the container did not answer in time',
    fix: 'rehearse it, and look at what it logs; the log of AWS is in CloudWatch below /aws/sagemaker',
  },
  {
    pattern: 'AlgorithmError|ClientError|Client error|exit code',
    what: 'the container failed on the data of the validation',
    fix: 'rehearse with that data in samples/; the log of AWS is in CloudWatch below /aws/sagemaker',
  },
];
