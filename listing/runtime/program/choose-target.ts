import type { Program, Target } from '../declared.ts';
import { Refusal } from '../serving/refusal.ts';

/**
 * Where a call goes: callers choose another route with the custom attribute `route=<name>`. Throws 400 for a name that the
 * manifest does not have. Without routes in the manifest, the attribute is the program's own.
 */
export function chooseTarget({ invocations, routes }: Program, attributes: string | undefined): Target {
  const names = Object.keys(routes);
  const [, name] = /(?:^|[\s,;&])route=([^\s,;&]+)/.exec(attributes ?? '') ?? [];
  if (name === undefined || names.length === 0) return invocations;
  const route = Object.hasOwn(routes, name) ? routes[name] : undefined;
  if (!route) throw new Refusal(400, `there is no route ${name}`, { supported: names });
  return route;
}
