import type { KnownError } from './known-errors.ts';

const again = 'run this again: it goes on where it stopped';

/** Errors of a registry, as container engines print them. Those that may pass are retried first. */
export const knownPushErrors: readonly (KnownError & { readonly passes: boolean })[] = [
  {
    pattern: 'no space left on device',
    what: 'there is no room left on the disk',
    fix: 'make some (docker system prune removes what no image uses), and run this again',
    passes: false,
  },
  {
    pattern: 'tag .*immutable|ImageTagAlreadyExists',
    what: 'the repository does not allow to move a tag',
    fix: 'raise product.release in marketplace.yaml, generate, and build and upload again',
    passes: false,
  },
  {
    pattern: 'daemon socket|Docker daemon',
    what: 'the container engine has stopped, or this user is not allowed to use it',
    fix: `start it, and ${again}`,
    passes: false,
  },
  {
    pattern: 'token has expired',
    what: 'the password of the registry has expired',
    fix: again,
    passes: true,
  },
  {
    pattern: 'no basic auth|unauthorized|authentication required|denied|403 Forbidden|401 Unauthorized',
    what: 'the registry does not accept these credentials',
    fix: 'deploy marketplace/cloudformation.yaml, and attach its PublishPolicy to this identity',
    passes: false,
  },
  {
    pattern: 'x509|certificate',
    what: 'the certificate of the registry is not trusted',
    fix: 'give the container engine the certificate of your proxy, or go around it',
    passes: false,
  },
  {
    pattern: 'did not end within',
    what: 'the registry does not answer or is very slow, also after several tries',
    fix: 'look at the network and the proxy, restart the engine, and run this again; ENGINE_SECONDS=<seconds> waits longer for a slow one',
    passes: true,
  },
  {
    pattern: '.',
    what: 'the registry cannot be reached or closes the connection, also after several tries',
    fix: `look at the network and the proxy, and ${again}`,
    passes: true,
  },
];

/** The states of a scan without findings, as ECR names them. */
export const knownScanErrors: Readonly<Record<string, Omit<KnownError, 'pattern'>>> = {
  UNSUPPORTED_IMAGE: {
    what: 'ECR cannot scan its base, and AWS Marketplace refuses an image without a scan',
    fix: 'choose a base that it can scan in marketplace.yaml: amazonlinux:2023 or debian:13',
  },
  FAILED: {
    what: 'the scan failed',
    fix: 'run this again tomorrow, since ECR scans an image once a day, or raise product.release and upload that',
  },
  SCAN_ELIGIBILITY_EXPIRED: {
    what: 'enhanced scanning looks only at newer images',
    fix: 'lengthen the re-scan duration in Amazon Inspector, or raise product.release, build and upload again',
  },
  FINDINGS_UNAVAILABLE: {
    what: 'Amazon Inspector has no results for it',
    fix: 'check that Amazon Inspector is enabled for ECR in this account and Region, and run this again',
  },
  LIMIT_EXCEEDED: {
    what: 'the account has used up its scans for this day',
    fix: 'run this again tomorrow',
  },
  IMAGE_ARCHIVED: {
    what: 'the image is archived, and ECR does not scan it',
    fix: 'restore it in the ECR console, and run this again',
  },
  NOT_STARTED: {
    what: 'no scan is scheduled for it',
    fix: 'check in the ECR console that the scanning rules of the registry include this repository, and run this again',
  },
};
