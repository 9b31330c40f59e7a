import { serverMethods, serverTarget } from '../../model/server-target.ts';
import { listInWords, pathInWords, valueInWords } from '../../problem/phrasing.ts';
import type { Rule, Violation } from './rule.ts';

/** Calls go to a path of the program: it begins with a slash, and has no host. */
export const serverPath: Rule = {
  code: 'server-path',
  check({ manifest: { server } }) {
    const routes = Object.entries(server?.routes ?? {});
    const targets = [['invocations', server?.invocations] as const, ...routes.map(inRoutes)];
    return [
      ...faultOfGet('ready', server?.ready),
      ...faultOfGet('bidirectional', server?.bidirectional),
      ...targets.flatMap(([name, written]) => {
        const at = ['server', ...name.split('\0')];
        return written === undefined || serverTarget(written) ? [] : [violation(at, written, true)];
      }),
      ...routes.flatMap(([name]) => nameFault(name)),
    ];
  },
};

function inRoutes([name, written]: readonly [string, string | undefined]) {
  return [`routes\0${name}`, written] as const;
}

/** It is asked with GET, so no method stands before it. */
function faultOfGet(name: 'ready' | 'bidirectional', path: string | undefined): Violation[] {
  if (path === undefined || (path.startsWith('/') && serverTarget(path))) return [];
  return [violation(['server', name], path, false)];
}

function violation(at: string[], written: string, takesMethod: boolean): Violation {
  const methods = listInWords([...serverMethods], 'or');
  return {
    at,
    what: `${pathInWords(at)} is ${valueInWords(written)}, which is no path`,
    because: `a path begins with a slash and has no blanks${takesMethod ? `; ${methods} may stand before it` : ''}`,
    fix: `write ${valueInWords(pathIn(written, takesMethod))}`,
  };
}

/** What was most likely meant. */
function pathIn(written: string, takesMethod: boolean): string {
  const [, method = '', rest = ''] = /^(?:([A-Za-z]+) +)?(.*)$/.exec(written.trim()) ?? [];
  const path = rest
    .replace(/^[a-z]+:\/\/[^/]*/i, '')
    .replace(/#.*/, '')
    .replace(/\s+/g, '-');
  const known = serverMethods.find((one) => one === method.toUpperCase());
  return `${takesMethod && known ? `${known} ` : ''}/${path.replace(/^\/+/, '')}`;
}

function nameFault(name: string): Violation[] {
  if (/^[\w.-]+$/.test(name)) return [];
  return [
    {
      at: ['server', 'routes', name],
      atKey: true,
      what: `${valueInWords(name)} cannot be the name of a route`,
      because: 'callers write it into a header, as in `route=embed`',
      fix: `use letters, digits, dots and hyphens: ${name.replace(/[^\w.-]+/g, '-').replace(/^-+|-+$/g, '') || 'embed'}`,
    },
  ];
}
