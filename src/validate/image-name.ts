/** The system in the name of an image: `docker.io/library/debian:bookworm-slim` is `debian` and `12`. */
export interface ImageName {
  readonly name: string;
  /** Digits and dots; empty where the name has none. */
  readonly release: string;
}

export function parseImageName(written: string): ImageName {
  const image = written.toLowerCase().split('@')[0]?.split('/').at(-1) ?? '';
  const [, name = '', tag = ''] = /^([a-z]+(?:[ _-][a-z]+)*)?(.*)$/.exec(image) ?? [];
  const words = tag.split(/[^a-z0-9.]+/);
  const codename = words.map((word) => codenames.get(word)).find((release) => release !== undefined);
  const digits = /\d+(?:\.\d+)*/.exec(tag)?.[0] ?? '';
  return { name: name.replace(/[ _-]/g, ''), release: codename ?? digits };
}

const codenames: ReadonlyMap<string, string> = new Map([
  ['bookworm', '12'],
  ['trixie', '13'],
  ['jammy', '22.04'],
  ['noble', '24.04'],
  ['resolute', '26.04'],
]);
