import { argument } from '../python-calls.ts';
import type { PythonFile } from '../python-file.ts';
import { type FoundServer, kindOf } from '../server-kinds.ts';
import type { RuleBreak } from './rule-break.ts';

const port = 'SageMaker calls port 8080, and no other';

/** The port of a server that a file starts. Undefined arguments are those of the library. */
const starts: readonly (readonly [RegExp, number | undefined])[] = [
  [/^uvicorn\.run$/, 8000],
  [/^(?:hypercorn|daphne)\.run$/, 8000],
  [/^waitress\.serve$/, 8080],
  [/^aiohttp\.web\.run_app$/, 8080],
  [/^bottle\.run$/, 8080],
  [/^(?:http\.server\.(?:ThreadingHTTPServer|HTTPServer)|socketserver\.TCPServer)$/, undefined],
];

export function portsIn(file: PythonFile, server: FoundServer | undefined): readonly RuleBreak[] {
  return file.calls.flatMap((call) => {
    const isApp =
      server?.app !== undefined &&
      (call.name === `${server.app}.run` || call.name === `${server.app}.listen`);
    const known = starts.find(([name]) => name.test(call.name));
    if (!known && !isApp) return [];
    const given = argument(call, 'port');
    const pair = /^\(\s*""\s*,\s*(\d+)\s*\)$/.exec(call.arguments[0]?.text ?? '')?.[1];
    const said = numberIn(given?.text ?? pair);
    const usual = known ? known[1] : server?.kind === 'flask' ? 5000 : undefined;
    const used = given || pair !== undefined ? said : usual;
    if (used === undefined || used === 8080) return [];
    const isUsual = !given && pair === undefined;
    return [
      {
        code: 'project-port',
        path: file.path,
        line: call.line,
        what: `it listens on port ${used}${isUsual ? `, which \`${call.name}\` takes without \`port\`` : ''}`,
        rule: port,
        fix: 'nothing for the listing, whose own server listens on 8080; elsewhere, listen on 8080',
      },
    ];
  });
}

/** `8000`, and `int(os.environ.get("PORT", 8000))`, whose value is unknown. */
function numberIn(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

/** What SageMaker calls, and no file of the server names. */
export function missingRoutes(server: FoundServer, files: readonly PythonFile[]): readonly RuleBreak[] {
  if ('isForPeople' in kindOf(server.kind)) return [];
  const strings = files.flatMap(({ statements }) => statements.flatMap((one) => one.strings));
  return (['/ping', '/invocations'] as const)
    .filter((route) => !strings.some((text) => text.replace(/\/$/, '').endsWith(route)))
    .map((route) => ({
      code: route === '/ping' ? 'project-no-ping' : 'project-no-invocations',
      path: server.path,
      line: server.line,
      what: `${kindOf(server.kind).title} without a route for \`${route}\``,
      rule:
        route === '/ping'
          ? 'SageMaker asks GET /ping until it is answered with 200'
          : 'SageMaker sends every request to POST /invocations',
      fix:
        route === '/ping'
          ? 'add a route for GET /ping that answers 200 when the model is loaded'
          : 'add a route for POST /invocations that does what your own route does',
    }));
}
