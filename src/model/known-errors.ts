/**
 * A known refusal with its meaning and its fix. The scripts of a listing and our commands read the same tables, so a
 * `pattern` must mean the same in bash and in JavaScript: letters, `|`, `[]`, `.*` and one group, which replaces `%s`.
 */
export interface KnownError {
  readonly pattern: string;
  readonly what: string;
  readonly fix: string;
}

const policyFix = 'deploy marketplace/cloudformation.yaml, and attach its PublishPolicy to this identity';
const again = 'run this again: it goes on where it stopped';

/** Errors of AWS's services, as its CLI and its SDK print them. The first match counts. */
export const knownAwsErrors: readonly (KnownError & { readonly passes?: true })[] = [
  {
    pattern:
      'ExpiredToken|RequestExpired|oken (has|is) expired|oken included .* is expired|session .*has expired',
    what: 'your AWS credentials have expired',
    fix: `log in again (aws sso login, or new keys), and ${again}`,
  },
  {
    pattern: 'config profile .* could not be found|not resolve credentials using profile',
    what: 'AWS_PROFILE names a profile that does not exist on this machine',
    fix: 'choose one of those that  aws configure list-profiles  prints',
  },
  {
    pattern: 'SSO Token|SSO session token|custom-process|sso login',
    what: 'the login of single sign-on is missing or has expired',
    fix: `log in with aws sso login, and ${again}`,
  },
  {
    pattern: 'MultiFactorAuthentication|multi-factor|MFA',
    what: 'these credentials need the code of a second factor',
    fix: 'fetch session keys with aws sts get-session-token and export them, or use the script, whose AWS CLI asks for the code',
  },
  {
    pattern: 'Unable to locate credentials|Could not load credentials|artial credentials found',
    what: 'there are no AWS credentials here',
    fix: 'log in as the AWS CLI does: aws configure, aws sso login, or AWS_PROFILE=<name>',
  },
  {
    pattern: 'explicit deny',
    what: 'a rule of your organization does not allow this',
    fix: 'ask the administrators of its service control policies and permission boundaries; the message below names the action',
  },
  {
    pattern: 'not authorized to perform: (kms:[A-Za-z0-9]+)',
    what: 'this AWS identity is not allowed to do %s on the key that encrypts the bucket or the repository',
    fix: 'allow kms:GenerateDataKey and kms:Decrypt in the policy of that key',
  },
  {
    pattern: 'not authorized to perform: (sts:AssumeRole[A-Za-z]*)',
    what: 'this AWS identity is not allowed to do %s',
    fix: 'check which role AWS_PROFILE assumes, and whom its trust policy allows',
  },
  {
    pattern: 'ross-account pass role',
    what: 'validation.role is of another account',
    fix: 'name a role of this account in marketplace.yaml, and generate',
  },
  {
    pattern: 'not authorized to perform: ([a-z0-9-]+:[A-Za-z0-9]+)',
    what: 'this AWS identity is not allowed to do %s',
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
    fix: 'check that the keys are complete and belong to the right account, and that the account has opted in to the Region of marketplace.yaml',
  },
  {
    // S3 answers this request without a message.
    pattern: 'HeadObject operation.*(Forbidden|403)',
    what: 'this AWS identity is not allowed to do s3:GetObject, or not s3:ListBucket',
    fix: policyFix,
  },
  {
    pattern: 'AccessDenied.* when calling the ([A-Za-z]+)',
    what: 'this AWS identity is not allowed to do %s',
    fix: policyFix,
  },
  {
    pattern: 'AccessDenied|Forbidden|[(]403[)]',
    what: 'this AWS identity is not allowed to do that',
    fix: policyFix,
  },
  {
    pattern:
      'PermanentRedirect|AuthorizationHeaderMalformed|IllegalLocationConstraint|Moved Permanently|[(]301[)]',
    what: 'the bucket is in another Region',
    fix: 'name a bucket of the Region of the listing in marketplace.yaml: AWS requires images and model in one Region',
  },
  {
    pattern: 'CERTIFICATE_VERIFY_FAILED|self-signed certificate|unable to (get|verify)',
    what: 'the certificate that answers for AWS is not trusted; a proxy that inspects connections causes this',
    fix: 'name the certificates of your proxy in AWS_CA_BUNDLE, and in NODE_EXTRA_CA_CERTS for the command',
  },
  {
    pattern: 'NoSuchBucket',
    what: 'there is no such bucket',
    fix: 'make it in the Region of marketplace.yaml (aws s3 mb), or correct the S3 address there',
  },
  {
    pattern: 'Throttling|TooManyRequests|Rate exceeded|SlowDown|RequestLimitExceeded',
    what: 'AWS throttles these calls, also after several tries',
    fix: `wait a few minutes, and ${again}`,
    passes: true,
  },
  {
    pattern: 'LimitExceeded|ServiceQuotaExceeded|ResourceLimitExceeded',
    what: 'a limit of the account is reached',
    fix: 'have it raised in Service Quotas, or remove what is no longer needed',
  },
  {
    pattern:
      'Could not connect to the endpoint|connect to proxy|ERR_PROXY|onnection reset|RemoteDisconnected|onnect timeout|Read timeout|Connection was closed|Could not resolve|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|socket hang up|TimeoutError',
    what: 'this machine cannot reach AWS',
    fix: `look at the network, the proxy (HTTPS_PROXY) and the Region, and ${again}`,
    passes: true,
  },
  {
    pattern:
      'InternalFailure|InternalError|ServerException|ServiceUnavailable|InternalServerError|[(]50[0-9][)]',
    what: 'AWS has an internal error, also after several tries',
    fix: `wait a few minutes, and ${again}`,
    passes: true,
  },
];

/** Errors that may pass, and are worth a retry. */
export const passingPattern = knownAwsErrors
  .filter(({ passes }) => passes)
  .map(({ pattern }) => pattern)
  .join('|');
