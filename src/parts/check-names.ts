/** A name at the top of a file, and where it comes from. Two of the same origin are one. */
export interface Name {
  readonly name: string;
  readonly origin: string;
}

/** In one file, a name means one thing. */
export function checkNames(part: string, names: readonly Name[]): void {
  const origins = new Map<string, string>();
  for (const { name, origin } of names) {
    const other = origins.get(name) ?? origin;
    if (other !== origin) throw new Error(`in ${part}, ${name} is of ${other} and of ${origin}: rename one`);
    origins.set(name, origin);
  }
}
