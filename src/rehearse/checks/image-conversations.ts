import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import { failed, passed } from '../verdicts.ts';

const label = 'com.amazonaws.sagemaker.capabilities.bidirectional-streaming';

export const imageConversations: Check = {
  id: 'image-conversations',
  rule: 'The image of a listing with `inference.bidirectional` says so by a label; without it, no WebSocket reaches the container.',
  source: sources.inference,
  objector: 'buyers suffer',
  of: 'conversations',
  phase: 'image',
  needs: 'container',
  look: ({ images }) => {
    const isLabelled = new RegExp(`"${label}":\\s*"true"`);
    const without = images.filter(
      ({ role, inspected }) => role !== 'training' && !isLabelled.test(inspected),
    );
    if (without.length === 0) return passed(`${label}=true`);
    const names = without.map(({ name }) => name).join(', ');
    return failed(
      `${names} has no such label`,
      `write  LABEL ${label}=true  in the Dockerfile, and build it again`,
    );
  },
};
