/**
 * Reads and writes hyperparameters like SageMaker's training toolkit, a Python program. Existing scripts compare
 * these strings, so `True`, `1e-05` and `[1, 'a']` have the same spelling here.
 */

/** Parses the text if it is JSON; otherwise returns it unchanged. */
export function toolkitValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The value of a command line argument of the script. */
export function toolkitArgument(text: string): string {
  const value = toolkitValue(text);
  if (value === null) return '';
  if (typeof value === 'number') return pythonNumber(text.trim());
  if (typeof value !== 'object' || Array.isArray(value)) return pythonText(value);
  return sortedEntries(value)
    .map(([key, member]) => `${key}=${pythonText(member)}`)
    .join(',');
}

/** The value of an environment variable. */
export function toolkitVariable(text: string): string {
  const value = toolkitValue(text);
  if (value === null) return '';
  if (typeof value === 'number') return pythonNumber(text.trim());
  return typeof value === 'string' ? value : toolkitJson(value);
}

/** JSON as the toolkit writes it: sorted keys, no spaces, only ASCII. */
export function toolkitJson(value: unknown): string {
  const sorted = (_key: string, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(sortedEntries(member))
      : member;
  return JSON.stringify(value, sorted).replace(
    /[\u007f-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function sortedEntries(value: object): [string, unknown][] {
  return Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
}

function pythonText(value: unknown): string {
  return typeof value === 'string' ? value : pythonLiteral(value);
}

function pythonLiteral(value: unknown): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return pythonNumber(String(value));
  if (typeof value === 'string') return pythonQuoted(value);
  if (Array.isArray(value)) return `[${value.map(pythonLiteral).join(', ')}]`;
  const members = Object.entries(Object(value)).map(
    ([key, member]) => `${pythonQuoted(key)}: ${pythonLiteral(member)}`,
  );
  return `{${members.join(', ')}}`;
}

/** In single quotes, or in double quotes if that avoids an escape. */
function pythonQuoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
  const escaped = text.replace(
    /[\\\n\r\t'"]/g,
    (letter) => escapes[letter] ?? (letter === '\\' || letter === quote ? `\\${letter}` : letter),
  );
  return quote + escaped + quote;
}

/** Integers have no point. Floats have a point, or an exponent of at least two digits from 1e16 and below 1e-4. */
function pythonNumber(text: string): string {
  if (/^-?\d+$/.test(text)) return BigInt(text).toString();
  const number = Number(text);
  const [digits = '', power = ''] = number.toExponential().split('e');
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 16)
    return `${digits}e${power.slice(0, 1)}${power.slice(1).padStart(2, '0')}`;
  return Number.isInteger(number) ? `${number}.0` : String(number);
}
