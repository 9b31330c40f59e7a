export type FindingSeverity = 'CRITICAL' | 'HIGH' | 'MEDIUM' | 'LOW' | 'INFORMATIONAL' | 'UNDEFINED';

export type BaseKind = 'listed' | 'scannable';

/** What a team allows its listings to use. It is in a file that listings extend. */
export interface Policy {
  readonly bases?: readonly string[];
  readonly baseMustBe?: readonly BaseKind[];
  readonly frameworks?: readonly string[];
  readonly regions?: readonly string[];
  readonly instances?: readonly string[];
  readonly requiredTags?: readonly string[];
  readonly scanMustBlock?: readonly FindingSeverity[];
}
