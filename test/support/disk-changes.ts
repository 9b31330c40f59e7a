/**
 * The functions with which the product changes the disk. A test compares this list with the imports of the
 * sources.
 */
export const diskChanges: readonly string[] = [
  'chmodSync',
  'chownSync',
  'copyFileSync',
  'linkSync',
  'mkdirSync',
  'renameSync',
  'rmSync',
  'rmdirSync',
  'unlinkSync',
  'writeFileSync',
];
