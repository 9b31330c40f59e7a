import { execFileSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './built.ts';
import { serverPackage } from './expect-problems.ts';
import { missingTool } from './required-tool.ts';
import { placeWithPackages } from './use-listing.ts';

const programs = join(root, 'test/support/programs');

export const missingCompiler = missingTool('cc');

/** A listing whose calls a static program in C answers. */
export function placeInC(
  server: Parameters<typeof serverPackage>[0] = {},
  more: Parameters<typeof serverPackage>[1] = {},
  listing?: string,
): string {
  const yaml = serverPackage(
    { command: ['./predictor', '{port}'], ...server },
    {
      contentTypes: 'contentTypes: { input: [text/csv], output: [text/csv] }',
      include: 'include: [predictor]',
      ...more,
    },
  );
  const files = { 'samples/text-csv.csv': '1,2\n3,4\n', 'model/weights.txt': '0.5 -2\n' };
  const placed = placeWithPackages(yaml, files, listing);
  const flags = ['-static', '-O2', '-D_GNU_SOURCE', '-pthread'];
  execFileSync('cc', [...flags, '-o', join(placed, 'predictor'), join(programs, 'predictor.c')]);
  return placed;
}

/** A listing whose calls an engine with the paths of OpenAI answers. */
export function placeChat({ streams = false } = {}): string {
  const types = ['application/json', 'text/event-stream'];
  const yaml = serverPackage(
    {
      command: ['node', 'chat.mjs', '{port}'],
      invocations: '/v1/chat/completions',
      routes: { models: 'GET /v1/models' },
      environment: { SERVED_NAME: 'small-talk' },
    },
    {
      contentTypes: `contentTypes: { input: [application/json], output: [${types.join(', ')}] }`,
      include: 'include: [chat.mjs]',
      ...(streams && { inference: 'inference: { streaming: true }' }),
    },
  );
  const messages = [{ role: 'user', content: 'Hello' }];
  const call = JSON.stringify({
    model: 'small-talk',
    messages,
    ...(streams && { stream: true, pause_ms: 5 }),
  });
  const files = { 'samples/application-json.json': call, 'model/words.txt': 'good morning to all of you\n' };
  const placed = placeWithPackages(yaml, files);
  cpSync(join(programs, 'chat.mjs'), join(placed, 'chat.mjs'));
  return placed;
}
