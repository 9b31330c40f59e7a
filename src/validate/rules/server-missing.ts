import { writtenFramework } from '../written-framework.ts';
import type { Rule } from './rule.ts';

/** `framework: server` and `server` belong together: one says that a program answers, the other which. */
export const serverMissing: Rule = {
  code: 'server-missing',
  check(context) {
    const { manifest, attempted } = context;
    const framework = writtenFramework(context)?.entry;
    const isServer = framework?.family === 'server';
    if (isServer && manifest.server === undefined && !attempted.has('server'))
      return [
        {
          at: ['framework'],
          what: '`framework` is server, and `server` is missing',
          because: 'it says how your program is started and called',
          fix: 'add a line such as `server: { command: [uvicorn, "app:app", --port, "{port}"], port: 8000, ready: /health, invocations: /predict }`',
        },
      ];
    if (isServer || framework === undefined || manifest.server === undefined) return [];
    return [
      {
        at: ['server'],
        atKey: true,
        what: `\`server\` describes a program of yours, and with ${framework.title} no program of yours answers`,
        fix: 'write  framework: server , or remove it',
        related: [{ at: { path: ['framework'], target: 'value' }, sentence: 'the framework is set here' }],
      },
    ];
  },
};
