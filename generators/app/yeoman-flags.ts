import type { Command } from '../../src/shell/commands/command.ts';

const flag = { kind: 'flag', help: '' } as const;
const text = { kind: 'text', help: '' } as const;

/** What `yo`, its environment and every generator understand besides the options of a command. */
export const yeomanFlags: Command['options'] = {
  'ask-answered': flag,
  bail: flag,
  color: flag,
  debug: flag,
  'dry-run': flag,
  experimental: flag,
  f: flag,
  force: flag,
  'force-install': flag,
  'forward-error-to-environment': flag,
  h: flag,
  help: flag,
  'ignore-version-check': flag,
  'ignore-whitespace': flag,
  'local-config-only': flag,
  'local-only': flag,
  'skip-cache': flag,
  'skip-check-env': flag,
  'skip-global-config': flag,
  'skip-install': flag,
  'skip-local-cache': flag,
  'skip-parse-options': flag,
  'skip-yo-resolve': flag,
  whitespace: flag,
  'destination-root': text,
  'log-cwd': text,
  namespace: text,
  'namespace-id': text,
  'node-package-manager': text,
  resolved: text,
};
