import { test } from 'vitest';
import { expectNoProblem, expectProblem, serverPackage } from '../../support/expect-problems.ts';

const code = 'server-path-without-conversations';
const inference = 'inference: { bidirectional: true }';

test('a WebSocket that nobody calls', () => {
  expectProblem(
    code,
    serverPackage({ bidirectional: '/ws' }),
    `
    marketplace.yaml:7:91: warning: \`server.bidirectional\` names a WebSocket, and the listing declares no conversations [server-path-without-conversations]
      health","invocations":"/predict","bidirectional":"/ws"}
                                       ^^^^^^^^^^^^^^^
      fix: write  inference: { bidirectional: true } , or remove it
    `,
  );
});

test('and one that they call', () => {
  expectNoProblem(code, serverPackage({ bidirectional: '/ws' }, { inference }));
  expectNoProblem(code, serverPackage({}, { inference }));
  expectNoProblem(code, serverPackage());
});
