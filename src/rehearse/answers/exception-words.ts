/** How programs begin when they tell an error: Python's, Node's and AWS's own samples. */
const openings = [
  /Traceback \(most recent call last\)/,
  /^\W*(?:internal server error|error during|an error occurred|exception occurred)\b/i,
  /^\W*(?:error|exception|failed|failure)\s*:/i,
  /^\W*(?:[a-z]\w*\.)*[A-Z]\w*(?:Error|Exception)\b\s*[:(]/,
];
const members = ['error', 'errorMessage', 'errors', 'exception', 'traceback', 'stackTrace'];

/** The words of an exception in an answer that claims success, or nothing. */
export function exceptionWords(value: unknown): string | undefined {
  for (const text of textsOf(value)) {
    const said = text.trim().slice(0, 500);
    if (openings.some((opening) => opening.test(said))) return said.slice(0, 120);
  }
  return undefined;
}

/** The texts that may carry an error: the first ones of a list, and the members that are called so. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.slice(0, 20).flatMap(textsOf);
  if (typeof value !== 'object' || value === null) return [];
  const named = members.flatMap((name) => {
    const said: unknown = Object(value)[name];
    return typeof said === 'string' && said !== '' ? [`error: ${said}`] : [];
  });
  const isPrediction = Array.isArray(Object(value).predictions);
  return [...(isPrediction ? [] : named), ...Object.values(value).slice(0, 20).flatMap(textsOf)];
}
