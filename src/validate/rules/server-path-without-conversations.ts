import type { Rule } from './rule.ts';

/** Nobody calls the WebSocket of a program whose listing declares no conversations. */
export const serverPathWithoutConversations: Rule = {
  code: 'server-path-without-conversations',
  check({ manifest: { server, inference, image } }) {
    if (server?.bidirectional === undefined || inference?.bidirectional || image !== undefined) return [];
    return [
      {
        at: ['server', 'bidirectional'],
        atKey: true,
        severity: 'warning' as const,
        what: '`server.bidirectional` names a WebSocket, and the listing declares no conversations',
        fix: 'write  inference: { bidirectional: true } , or remove it',
      },
    ];
  },
};
