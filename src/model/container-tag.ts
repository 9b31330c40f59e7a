/** The facts in the tag of a Deep Learning Container. */
export interface ContainerTag {
  /** The version of the framework: `2.6.0`. */
  readonly version: string;
  readonly device: 'cpu' | 'gpu';
  /** `12.4`, or null where the tag does not say it. */
  readonly cuda: string | null;
  /** `3.12`, or null where the tag does not say it. */
  readonly python: string | null;
  /** As tags spell it: `ubuntu22.04`; or null. */
  readonly system: string | null;
}

/** Parses a tag such as `2.6.0-cpu-py312-ubuntu22.04-sagemaker`; undefined where it is malformed. */
export function parseContainerTag(tag: string): ContainerTag | undefined {
  if (!/^[a-z0-9][a-z0-9._-]{0,127}$/.test(tag)) return undefined;
  const [version = '', ...words] = tag.split('-');
  const device = words.map(deviceOf).find((found) => found !== undefined);
  if (!/^\d+\.\d+(\.\d+)?$/.test(version) || !device) return undefined;
  const python = words.map((word) => /^py(\d)(\d+)$/.exec(word)).find((match) => match !== null);
  const cuda = words.map((word) => /^cu(\d+)(\d)$/.exec(word)).find((match) => match !== null);
  const system = words.find((word) => /^(ubuntu\d+\.\d+|amzn\d+)$/.test(word));
  return {
    version,
    device,
    cuda: cuda ? `${cuda[1]}.${cuda[2]}` : null,
    python: python ? `${python[1]}.${python[2]}` : null,
    system: system ?? null,
  };
}

/** Newer tags name the version of CUDA instead of gpu. */
function deviceOf(word: string): ContainerTag['device'] | undefined {
  if (word === 'cpu') return 'cpu';
  return word === 'gpu' || /^cu\d{3}$/.test(word) ? 'gpu' : undefined;
}
