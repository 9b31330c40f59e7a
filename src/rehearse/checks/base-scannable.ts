import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import { failed, notSeen, passed } from '../verdicts.ts';

export const baseScannable: Check = {
  id: 'base-scannable',
  rule: 'ECR can scan the base of the image: AWS Marketplace reads the result before it publishes, and refuses critical and high findings.',
  source: sources.uploading,
  objector: 'AWS refuses',
  phase: 'image',
  look: ({ listing: { base } }) => {
    if (base.isScannable === null) return notSeen(`${base.name}: whether ECR scans it is not known`);
    if (base.isScannable) return passed(`${base.name}: ${base.scanState}`);
    return failed(
      `${base.name}: ${base.scanState}`,
      'set `base` to amazonlinux:2023 or debian:13, which ECR can scan',
    );
  },
};
