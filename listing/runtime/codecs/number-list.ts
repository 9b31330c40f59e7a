/**
 * Whether a list holds numbers and nothing else. V8 keeps such a list without an object for each number, until code that has
 * also seen other lists reads an item by its index: then it makes all those objects, ten times the work of looking at them.
 * So `at` has a look first, and the loop here only ever sees lists of numbers.
 */
export function isNumberList(list: readonly unknown[]): boolean {
  return typeof list.at(0) === 'number' && areNumbers(list);
}

function areNumbers(list: readonly unknown[]): boolean {
  for (let at = 0; at < list.length; at++) if (typeof list[at] !== 'number') return false;
  return true;
}
