/**
 * What somebody says who refuses, what that means, and what helps. The scripts of a listing and our own commands read the
 * same tables, so a `pattern` must mean the same to bash and to JavaScript: letters, `|`, `[]`, `.*` and one group, whose
 * text stands where `%s` is.
 */
export interface Remedy {
  readonly pattern: string;
  readonly what: string;
  readonly fix: string;
}

const policyFix = 'attach marketplace/iam-policy.json to it, with your account in place of ACCOUNT_ID';
const again = 'run this again: it goes on where it stopped';

/** Of AWS's services, as its CLI and its SDK word it. The first that fits is meant. */
export const awsRemedies: readonly Remedy[] = [
  {
    pattern:
      'ExpiredToken|RequestExpired|oken (has|is) expired|oken included .* is expired|session .*has expired',
    what: 'your AWS credentials have expired',
    fix: `log in again (aws sso login, or new keys), and ${again}`,
  },
  {
    pattern: 'config profile .* could not be found|not resolve credentials using profile',
    what: 'AWS_PROFILE names a profile that is not here',
    fix: 'take one of those that this lists: aws configure list-profiles',
  },
  {
    pattern: 'Unable to locate credentials|Could not load credentials|artial credentials found',
    what: 'there are no AWS credentials here',
    fix: 'log in as the AWS CLI does: aws configure, aws sso login, or AWS_PROFILE=<name>',
  },
  {
    pattern: 'not authorized to perform: ([a-z0-9-]+:[A-Za-z0-9]+)',
    what: 'this AWS identity may not do %s',
    fix: policyFix,
  },
  {
    pattern: 'RequestTimeTooSkewed|Signature not yet current|Signature expired',
    what: 'the clock of this machine is wrong',
    fix: 'set it, and run this again',
  },
  {
    pattern:
      'UnrecognizedClient|InvalidClientTokenId|InvalidAccessKeyId|SignatureDoesNotMatch|InvalidSignature|AuthFailure',
    what: 'AWS does not know these credentials in this Region',
    fix: 'see that the keys are whole and of the right account, and that it has opted in to the Region of marketplace.yaml',
  },
  {
    // S3 answers this question without a word.
    pattern: 'HeadObject operation.*(Forbidden|403)',
    what: 'this AWS identity may not do s3:GetObject, or not s3:ListBucket',
    fix: policyFix,
  },
  {
    pattern: 'AccessDenied.* when calling the ([A-Za-z]+)',
    what: 'this AWS identity may not do %s',
    fix: policyFix,
  },
  {
    pattern: 'AccessDenied|Forbidden|[(]403[)]',
    what: 'this AWS identity may not do that',
    fix: policyFix,
  },
  {
    pattern: 'NoSuchBucket',
    what: 'there is no such bucket',
    fix: 'make it in the Region of marketplace.yaml (aws s3 mb), or correct the S3 address there',
  },
  {
    pattern: 'Throttling|TooManyRequests|Rate exceeded|SlowDown|RequestLimitExceeded',
    what: 'AWS asks to slow down, and did so after several tries',
    fix: `wait a few minutes, and ${again}`,
  },
  {
    pattern: 'LimitExceeded|ServiceQuotaExceeded|ResourceLimitExceeded',
    what: 'a limit of the account is reached',
    fix: 'have it raised in Service Quotas, or remove what nobody needs any more',
  },
  {
    pattern:
      'Could not connect to the endpoint|onnect timeout|Read timeout|Connection was closed|Could not resolve|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|socket hang up|TimeoutError',
    what: 'AWS is not reached from this machine',
    fix: `look at the network, the proxy (HTTPS_PROXY) and the Region, and ${again}`,
  },
  {
    pattern:
      'InternalFailure|InternalError|ServerException|ServiceUnavailable|InternalServerError|[(]50[0-9][)]',
    what: 'AWS has a fault of its own, and had it after several tries',
    fix: `wait a few minutes, and ${again}`,
  },
];

/** Of a registry, as container engines word it. Those that may pass by themselves are tried again before. */
export const pushRemedies: readonly (Remedy & { readonly passes: boolean })[] = [
  {
    pattern: 'no space left on device',
    what: 'there is no room left on the disk',
    fix: 'make some (docker system prune removes what no image uses), and run this again',
    passes: false,
  },
  {
    pattern: 'tag .*immutable|ImageTagAlreadyExists',
    what: 'the repository lets no tag be moved',
    fix: 'raise product.release in marketplace.yaml, generate, and build and upload again',
    passes: false,
  },
  {
    pattern: 'no basic auth|unauthorized|authentication required|denied|403 Forbidden|401 Unauthorized',
    what: 'the registry does not take these credentials',
    fix: 'attach marketplace/iam-policy.json to this AWS identity, with your account in place of ACCOUNT_ID',
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
    what: 'the registry keeps silent, or is very slow, and was so in several tries',
    fix: 'look at the network and the proxy, restart the engine, and run this again; ENGINE_SECONDS=<seconds> gives a slow one more time',
    passes: true,
  },
  {
    pattern: '.',
    what: 'the registry is not reached, or breaks off, and did so after several tries',
    fix: `look at the network and the proxy, and ${again}`,
    passes: true,
  },
];

/** What a scan may end in other than findings. ECR's own words. */
export const scanRemedies: Readonly<Record<string, Omit<Remedy, 'pattern'>>> = {
  UNSUPPORTED_IMAGE: {
    what: 'ECR cannot scan its base, and AWS Marketplace refuses an image without a scan',
    fix: 'choose a base that it can scan in marketplace.yaml: ubuntu:18.04 or amazonlinux:2023',
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
    what: 'Amazon Inspector has no findings of it',
    fix: 'see that Amazon Inspector is on for ECR in this account and Region, and run this again',
  },
  LIMIT_EXCEEDED: {
    what: 'the scans that the account has for this day are used up',
    fix: 'run this again tomorrow',
  },
  IMAGE_ARCHIVED: {
    what: 'the image is archived, and ECR does not scan it',
    fix: 'restore it in the ECR console, and run this again',
  },
  NOT_STARTED: {
    what: 'no scan is scheduled for it',
    fix: 'see in the ECR console that the scanning rules of the registry cover this repository, and run this again',
  },
};

/** Of the validation that AWS runs before it certifies (AWS Marketplace seller guide, read 2026-11-21). */
export const validationRemedies: readonly Remedy[] = [
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
    what: 'SageMaker takes images with a Docker manifest only',
    fix: 'build with scripts/build.sh, upload with --move-tag, and register again with --recreate',
  },
  {
    pattern: 'UnsupportedImage|UNSUPPORTED_IMAGE|UnscannableImage',
    what: 'ECR cannot scan the base of the image',
    fix: 'choose ubuntu:18.04 or amazonlinux:2023 in marketplace.yaml, and raise product.release',
  },
  {
    pattern: 'ulnerabilit|CVE-|security issue',
    what: 'the scan of the image shows findings that AWS Marketplace refuses',
    fix: 'run scripts/upload.sh to see them, update the base or the packages, and raise product.release',
  },
  {
    pattern: 'ssume role|ssumeRole|may not be assumed|not authorized|AccessDenied',
    what: 'the role of the validation may not do what it must',
    fix: 'give validation.role both files marketplace/validation-role-*.json, and register again with --recreate',
  },
  {
    pattern: 'NoSuchKey|No S3 objects found|NoSuchBucket|S3DataSource',
    what: 'the data of the validation is not where the manifest says',
    fix: 'copy it there with aws s3 cp, and register again with --recreate',
  },
  {
    pattern: 'ping|health check|did not pass',
    what: 'the container did not answer in time',
    fix: 'start it with scripts/run.sh and look at what it logs; the log of AWS is in CloudWatch below /aws/sagemaker',
  },
  {
    pattern: 'AlgorithmError|ClientError|Client error|exit code',
    what: 'the container failed on the data of the validation',
    fix: 'try that data with scripts/run.sh; the log of AWS is in CloudWatch below /aws/sagemaker',
  },
];
