/** The settings of a repository's CI. */
export interface CiSetup {
  /** Where its listings are, as a glob from the top of the repository. */
  readonly pattern: string;
  /** The branch whose pushes are uploaded. */
  readonly branch: string;
  /** The policy file of the repository, from its top; null where it has none. */
  readonly policy: string | null;
  readonly region: string;
  /** How many builds of CodeBuild share the listings. */
  readonly runners: number;
  /** The version of this generator, which CI installs. */
  readonly version: string;
}
