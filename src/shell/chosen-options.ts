/** The options of a call, from the command line or from Yeoman. */
export interface ChosenOptions {
  readonly flags: ReadonlySet<string>;
  readonly texts: ReadonlyMap<string, string>;
}
