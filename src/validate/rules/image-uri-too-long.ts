import { defaultRegion } from '../../model/defaults.ts';
import type { Rule } from './rule.ts';

/** SageMaker's ContainerImage (SageMaker API, read 2026-11-21). */
const longestImage = 255;
const accountDigits = 12;
const digest = '@sha256:'.length + 64;

/** The requests name each image by its full address with its digest, which must fit into one member. */
export const imageUriTooLong: Rule = {
  code: 'image-uri-too-long',
  check({ manifest: { product, training, upload } }) {
    const repository = upload?.repository;
    if (repository === undefined) return [];
    const region = upload?.region ?? defaultRegion;
    const isSeparate = product?.type === 'algorithm' && training?.image !== 'combined';
    const suffix = isSeparate ? '-training' : '';
    const host = accountDigits + `.dkr.ecr.${region}.amazonaws.com/`.length;
    const length = host + repository.length + suffix.length + digest;
    if (length <= longestImage) return [];
    const most = longestImage - (length - repository.length);
    return [
      {
        at: ['upload', 'repository'],
        what: `\`upload.repository\` has ${repository.length} characters, which makes an image address of ${length}`,
        rule: `SageMaker takes ${longestImage} for account, Region ${region}, repository${suffix && ` with \`${suffix}\``} and digest together`,
        fix: `bring it down to ${most} characters or fewer`,
      },
    ];
  },
};
