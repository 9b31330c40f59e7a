/** Thrown where AWS, a registry, an engine or the gate says no, with its meaning and a fix. */
export class Refusal extends Error {
  readonly fix: string;
  /** In the words of the service or program that refused. */
  readonly said: string | undefined;
  /** What was done and seen before, for JSON. */
  readonly done: object;

  constructor(what: string, fix: string, said?: string, done: object = {}) {
    super(what);
    this.name = 'Refusal';
    this.fix = fix;
    this.done = done;
    // AWS may repeat the session token when the clock is wrong.
    this.said =
      said
        ?.replace(/\s+/g, ' ')
        .replace(/(-token:)[^ ]*/g, '$1***')
        .trim() || undefined;
  }
}

/** The options of the call do not fit the listing: nothing was asked of anybody. */
export class WrongCall extends Refusal {}
