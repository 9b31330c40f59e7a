/**
 * Whether a list holds only numbers. V8 stores such a list without an object per number. If code that also handles
 * other lists reads an item by index, V8 creates all these objects, which is ten times slower than reading the
 * items. So `at` checks the first item, and the loop below only runs on lists that start with a number.
 */
export function isNumberList(list: readonly unknown[]): boolean {
  return typeof list.at(0) === 'number' && areNumbers(list);
}

function areNumbers(list: readonly unknown[]): boolean {
  for (let at = 0; at < list.length; at++) if (typeof list[at] !== 'number') return false;
  return true;
}
