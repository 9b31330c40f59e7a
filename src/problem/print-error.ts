/** What keeps a command from doing what it was asked for, and what to do about it. */
export interface PrintedError {
  readonly what: string;
  readonly fix: string;
  /** In the words of the program or service that refused. */
  readonly said?: string | undefined;
}

/** The block of an error that is not a problem of a manifest. */
export function printError({ what, fix, said }: PrintedError): string {
  return `error: ${what}\n  fix: ${fix}\n${said ? `  said: ${said}\n` : ''}`;
}
