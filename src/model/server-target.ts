import type { ServerTarget } from './resolved-server.ts';

export const serverMethods = ['POST', 'PUT', 'PATCH', 'GET'] as const;

/** `/predict`, or `PUT /predict`. Undefined where it is neither. */
export function serverTarget(written: string): ServerTarget | undefined {
  const [, method = 'POST', path = ''] = /^(?:([A-Z]+) +)?(\/[!-~]*)$/.exec(written) ?? [];
  const isKnown = path !== '' && (serverMethods as readonly string[]).includes(method);
  return isKnown && !path.includes('#') ? { method, path } : undefined;
}
