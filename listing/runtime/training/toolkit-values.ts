import {
  type PythonValue,
  printPythonJson,
  pythonFloat,
  readPythonJson,
  sortedEntries,
} from './python-json.ts';

/**
 * Reads and writes hyperparameters like SageMaker's training toolkit, a Python program. Existing scripts compare
 * these strings, so `True`, `1e-05` and `[1, 'a']` have the same spelling here.
 */

/** Parses the text if it is JSON for Python; otherwise returns it unchanged. */
export function toolkitValue(text: string): PythonValue {
  try {
    return readPythonJson(text);
  } catch {
    return text;
  }
}

/** The value of a command line argument of the script. */
export function toolkitArgument(text: string): string {
  const value = toolkitValue(text);
  if (value === null) return '';
  if (!(value instanceof Map)) return pythonText(value);
  return sortedEntries(value)
    .map(([key, member]) => `${key}=${pythonText(member)}`)
    .join(',');
}

/** The value of an environment variable. */
export function toolkitVariable(value: PythonValue): string {
  if (value === null) return '';
  return typeof value === 'string' ? value : printPythonJson(value);
}

/** What `str` makes of it in Python. */
function pythonText(value: PythonValue): string {
  return typeof value === 'string' ? value : pythonLiteral(value);
}

function pythonLiteral(value: PythonValue): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return pythonFloat(value);
  if (typeof value === 'string') return pythonQuoted(value);
  if (value instanceof Map) {
    const members = [...value].map(([key, member]) => `${pythonQuoted(key)}: ${pythonLiteral(member)}`);
    return `{${members.join(', ')}}`;
  }
  return Array.isArray(value) ? `[${value.map(pythonLiteral).join(', ')}]` : String(value);
}

/** In single quotes, or in double quotes if that avoids an escape. */
function pythonQuoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(/[\\'"]|(?! )[\p{C}\p{Z}]/gu, (letter) => {
    if (letter === '\\' || letter === quote) return `\\${letter}`;
    return /['"]/.test(letter) ? letter : (escapes[letter] ?? escapeOf(letter));
  });
  return quote + escaped + quote;
}

const escapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Python escapes what has no shape of its own: controls, marks, and all blanks but the usual one. */
function escapeOf(letter: string): string {
  const code = letter.codePointAt(0) ?? 0;
  const digits = code.toString(16);
  if (code < 0x100) return `\\x${digits.padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`;
}
