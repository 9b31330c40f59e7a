/**
 * The packages that requirements.txt or requirements.lock names, as in `pandas[excel]`; undefined where a line names one that only pip can
 * find out, such as an address or another file.
 */
export function readRequirements(text: string): readonly string[] | undefined {
  const lines = requirementLines(text)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !isSetting(line));
  const names = lines.map(nameIn);
  return names.every((name) => name !== undefined) ? names : undefined;
}

/** Its lines without comments; a line that goes on in the next one is one. */
export function requirementLines(text: string): readonly string[] {
  return text
    .replace(/\\\r?\n/g, ' ')
    .split(/\r?\n/)
    .map((line) => line.replace(/(^|\s)#.*$/, ''));
}

/** Options that name no package. */
function isSetting(line: string): boolean {
  return /^--?\w/.test(line) && !/^(?:-r|-e|--requirement|--editable)\b/.test(line);
}

function nameIn(line: string): string | undefined {
  const wheel = /(?:^|\/)([\w.]+)-[\w.!+]+-[\w.]+-[\w.]+-[\w.]+\.whl\b/.exec(line)?.[1];
  if (wheel !== undefined) return wheel;
  return /^([A-Za-z0-9][\w.-]*\s*(?:\[[^\]]*\])?)\s*(?:$|[=<>!~;@(,\s])/.exec(line)?.[1];
}
