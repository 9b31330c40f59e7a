/** An image under the name of a public one, for machines that cannot pull. */
export interface StandIn {
  readonly image: string;
  readonly kind: 'node' | 'python' | 'glibc' | 'no-libc';
  /** What is really in it, for reports. */
  readonly words: string;
}

/** The label that tells a stand-in from the real image. */
export const standInLabel = 'sagemaker-mkt.stand-in';

const debian = 'Debian bookworm from debootstrap';

export const standIns: readonly StandIn[] = [
  {
    image: 'node:24-bookworm-slim',
    kind: 'node',
    words: `${debian}, with Node and npm from the npm registry`,
  },
  {
    image: 'python:3.11-slim-bookworm',
    kind: 'python',
    words: `${debian}, with its Python laid out as the official one`,
  },
  { image: 'amazonlinux:2023', kind: 'glibc', words: debian },
  { image: 'ubuntu:18.04', kind: 'glibc', words: debian },
  { image: 'alpine:3.3', kind: 'no-libc', words: 'a static busybox, and no C library at all' },
];
