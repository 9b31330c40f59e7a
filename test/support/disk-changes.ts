/** The calls by which the product changes the disk. A test holds this list to what the source imports. */
export const diskChanges: readonly string[] = [
  'chmodSync',
  'chownSync',
  'linkSync',
  'mkdirSync',
  'renameSync',
  'rmSync',
  'rmdirSync',
  'unlinkSync',
  'writeFileSync',
];
