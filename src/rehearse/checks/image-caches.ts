import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import { failed, notSeen, passed } from '../verdicts.ts';

const caches =
  /^(root\/\.cache\/|root\/\.npm\/_cacache\/|var\/lib\/apt\/lists\/[^/]+_|var\/cache\/apt\/archives\/[^/]+\.deb|var\/cache\/(yum|dnf)\/.+\/packages\/|var\/cache\/apk\/APKINDEX)/;

export const imageCaches: Check = {
  id: 'image-caches',
  rule: 'No layer holds the cache of a package manager: the size of an image makes every start of a buyer slower.',
  source: sources.limits,
  objector: 'good practice',
  phase: 'image',
  needs: 'container',
  look: ({ images }) => {
    if (images.some(({ files }) => !files)) return notSeen('the layers of the image could not be read');
    const found = images.flatMap(({ name, files }) => {
      const cached = (files ?? []).filter((path) => caches.test(path));
      return cached.length > 0 ? [`${name}: ${cached.length} files, such as /${cached[0]}`] : [];
    });
    if (found.length === 0) return passed('none');
    return failed(
      'a package manager left its cache in a layer',
      'remove it in the RUN that fills it: pip install --no-cache-dir; npm cache clean --force; rm -rf /var/lib/apt/lists/*',
      found,
    );
  },
};
