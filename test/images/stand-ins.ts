/** An image with the name of a public one, for machines that cannot pull. */
export interface StandIn {
  readonly image: string;
  readonly kind: 'node' | 'python-3.11' | 'python-3.13' | 'glibc' | 'no-libc' | 'container';
  /** The real content, for reports. */
  readonly words: string;
}

/** The label that marks a stand-in. */
export const standInLabel = 'sagemaker-mkt.stand-in';

const debian = 'Debian bookworm from debootstrap';

/** The image name that a manifest for us-east-2 resolves to. */
export const deepLearningContainer =
  '763104351884.dkr.ecr.us-east-2.amazonaws.com/pytorch-inference:2.6.0-cpu-py312-ubuntu22.04-sagemaker';

export const standIns: readonly StandIn[] = [
  {
    image: 'node:24-bookworm-slim',
    kind: 'node',
    words: `${debian}, with Node and npm from the npm registry`,
  },
  {
    image: 'python:3.11-slim-bookworm',
    kind: 'python-3.11',
    words: `${debian}, with its Python laid out as the official one`,
  },
  {
    image: 'python:3.13-slim-bookworm',
    kind: 'python-3.13',
    words: 'Debian trixie from debootstrap, with its Python laid out as the official one',
  },
  { image: 'amazonlinux:2023', kind: 'glibc', words: debian },
  { image: 'ubuntu:18.04', kind: 'glibc', words: debian },
  {
    image: deepLearningContainer,
    kind: 'container',
    words: `${debian}, with its Python 3.11 and NumPy, and a server of its own that must not start`,
  },
  { image: 'alpine:3.3', kind: 'no-libc', words: 'a static busybox, and no C library at all' },
];
