/** AWS, a registry, an engine or a gate says no: what that means to the seller, and what helps. */
export class Refusal extends Error {
  readonly fix: string;
  /** In the words of whoever refused. */
  readonly said: string | undefined;
  /** What was done and seen before, for whoever parses. */
  done: object = {};

  constructor(what: string, fix: string, said?: string) {
    super(what);
    this.name = 'Refusal';
    this.fix = fix;
    // AWS may repeat the session token, to a clock that is wrong.
    this.said =
      said
        ?.replace(/\s+/g, ' ')
        .replace(/(-token:)[^ ]*/g, '$1***')
        .trim() || undefined;
  }
}

/** The same refusal, with what was done and seen before. */
export function refusedAfter(done: object, refusal: Refusal): Refusal {
  refusal.done = done;
  return refusal;
}
