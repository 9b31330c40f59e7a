import { expect, test } from 'vitest';
import {
  expectNoProblem,
  expectProblem,
  problemsOfCode,
  serverPackage,
} from '../../support/expect-problems.ts';

const code = 'server-path';

test('calls go to a path, which begins with a slash', () => {
  expectProblem(
    code,
    serverPackage({ invocations: 'predict' }),
    `
    marketplace.yaml:7:80: error: \`server.invocations\` is "predict", which is no path [server-path]
      server: {"command":["./predictor"],"port":8000,"ready":"/health","invocations":"predict"}
                                                                                     ^^^^^^^^^
      because: a path begins with a slash and has no blanks; POST, PUT, PATCH or GET may stand before it
      fix: write "/predict"
    `,
  );
});

test.each([
  [{ ready: 'health' }, '`server.ready` is "health"', 'write "/health"'],
  [{ ready: 'GET /health' }, '`server.ready` is "GET /health"', 'write "/health"'],
  [{ ready: 'http://localhost:8000/health' }, '`server.ready`', 'write "/health"'],
  [{ bidirectional: 'ws://x/talk' }, '`server.bidirectional` is "ws://x/talk"', 'write "/talk"'],
  [{ invocations: 'post /predict' }, '`server.invocations`', 'write "POST /predict"'],
  [{ invocations: 'DELETE /predict' }, '`server.invocations`', 'write "/predict"'],
  [{ invocations: '/predict it' }, '`server.invocations`', 'write "/predict-it"'],
  [{ invocations: '/predict#top' }, '`server.invocations`', 'write "/predict"'],
  [
    { routes: { embed: 'v1/embeddings' } },
    '`server.routes.embed` is "v1/embeddings"',
    'write "/v1/embeddings"',
  ],
  [
    { routes: { 'a b': '/x' } },
    '"a b" cannot be the name of a route',
    'use letters, digits, dots and hyphens: a-b',
  ],
])('%j is refused', (server, what, fix) => {
  const problems = problemsOfCode(code, serverPackage(server));
  expect(problems).toContain(what);
  expect(problems).toContain(fix);
});

test.each([
  { ready: '/v2/health/ready?verbose=1' },
  { invocations: 'PUT /v1/models/a%20b:predict' },
  { bidirectional: '/ws?version=1' },
  { routes: { 'v1.embed_2-x': 'GET /v1/models' } },
])('%j is fine', (server) => {
  expectNoProblem(code, serverPackage(server));
});
