/** What both fronts take, with the words for their help. */
export const rehearseOptions = {
  'no-engine': { kind: 'flag', help: 'try the programs of the listing on this machine, without an image' },
  image: {
    kind: 'text',
    placeholder: '<name>',
    help: 'rehearse this image, whoever built it, as the one of the listing',
  },
  jobs: {
    kind: 'text',
    placeholder: '<n>',
    help: 'so many listings at once [one for every two processors]',
  },
  json: { kind: 'flag', help: 'print what was seen as JSON' },
} as const;
