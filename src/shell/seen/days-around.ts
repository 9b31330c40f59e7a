/** From today to the next day on which something ends, by the catalogue or one of these texts: until then, a manifest is judged as today. */
export function daysAround(
  today: string,
  catalogueDays: readonly string[],
  texts: Iterable<Uint8Array>,
): readonly [string, string] {
  const named = [...texts].flatMap((text) => daysIn(new TextDecoder().decode(text)));
  const next = [...catalogueDays, ...named].filter((day) => day >= today).sort()[0];
  return [today, next ?? '9999-12-31'];
}

export function daysIn(text: string): readonly string[] {
  return text.match(/\d{4}-\d{2}-\d{2}/g) ?? [];
}
