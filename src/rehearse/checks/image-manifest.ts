import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import { failed, passed } from '../verdicts.ts';

export const imageManifest: Check = {
  id: 'image-manifest',
  rule: 'The image has a Docker manifest, because SageMaker refuses those of OCI and the indexes that provenance makes.',
  source: sources.manifests,
  objector: 'AWS refuses',
  phase: 'image',
  needs: 'container',
  look: ({ images }) => {
    const oci = images.filter(({ inspected }) =>
      /application\/vnd\.oci\.image\.(manifest|index)/.test(inspected),
    );
    if (oci.length === 0) return passed('no manifest of OCI');
    return failed(
      `${oci.map(({ name }) => name).join(', ')}: the manifest is one of OCI`,
      'build with scripts/build.sh, and switch the containerd image store of the engine off, or use ENGINE=podman',
    );
  },
};
