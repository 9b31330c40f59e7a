/** The members of a manifest's first level, in the order of the schema. */
export const rootMembers: readonly string[] = [
  'version',
  'extends',
  'product',
  'framework',
  'base',
  'image',
  'contentTypes',
  'fields',
  'artifacts',
  'include',
  'inference',
  'training',
  'upload',
  'validation',
  'regenerate',
  'policy',
];
