/** How bodies are read and written, of every listing that has TypeScript in it. */
export const codecFiles = [
  'codecs.ts',
  'codecs/body-text.ts',
  'codecs/csv.ts',
  'codecs/number-items.ts',
  'codecs/number-list.ts',
  'codecs/read-json.ts',
  'codecs/read-npy.ts',
  'codecs/write-json.ts',
  'codecs/write-npy.ts',
];
