/** The options of both fronts, with their help. */
export const rehearseOptions = {
  'no-engine': { kind: 'flag', help: 'try the programs of the listing on this machine, without an image' },
  image: {
    kind: 'text',
    placeholder: '<name>',
    help: 'rehearse this image, wherever it was built, as the one of the listing',
  },
  jobs: {
    kind: 'text',
    placeholder: '<n>',
    help: 'so many listings at once [one for every two processors, and with --load one]',
  },
  load: {
    kind: 'flag',
    help: 'also find out how many calls a second the listing answers, and hold that for a while',
  },
  connections: {
    kind: 'text',
    placeholder: '<number>',
    help: 'with --load, the most connections that call at once [32]',
  },
  seconds: { kind: 'text', placeholder: '<number>', help: 'with --load, how long calls come [10]' },
  junit: { kind: 'text', placeholder: '<file.xml>', help: 'write what was seen as JUnit does, for CI' },
  report: {
    kind: 'text',
    placeholder: '<file.html>',
    help: 'write a page with the verdict, each check with its evidence, and what calls took',
  },
  json: { kind: 'flag', help: 'print what was seen as JSON' },
} as const;
