/** What both fronts take, with the words for their help. */
export const rehearseOptions = {
  'no-engine': { kind: 'flag', help: 'try the programs of the listing on this machine, without an image' },
  json: { kind: 'flag', help: 'print what was seen as JSON' },
} as const;
