import type { PythonFile } from './python-file.ts';

/** Programs that answer calls, and that no handler of ours runs as they are. */
export type ServerKind = keyof typeof serverKinds;

interface Kind {
  /** As a report names it. */
  readonly title: string;
  /** What calls or imports show it, as a name with its module. */
  readonly shownBy: RegExp;
  /** Whether callers are programs: a page for people is no server of a model. */
  readonly isForPeople?: true;
  /** What the seller does with it. */
  readonly next: string;
}

const moveRoute =
  'move what its route does into `load` and `predict` of python/model.py, which need no server; what it imports is in the listing';

const keepServer =
  'keep it as it is with  framework: server , which puts our server before it (docs/how-to/own-server.md); or move what its route does into `load` and `predict` of python/model.py';

/**
 * What is found, and what the seller does next. The first that fits is taken, so libraries stand before what they are
 * made of.
 */
export const serverKinds = {
  gradio: {
    title: 'a Gradio page',
    shownBy: /^gradio\.(?:Interface|Blocks|ChatInterface|TabbedInterface)$/,
    isForPeople: true,
    next: moveRoute,
  },
  streamlit: {
    title: 'a Streamlit page',
    shownBy: /^streamlit\.\w+$/,
    isForPeople: true,
    next: moveRoute,
  },
  dash: { title: 'a Dash page', shownBy: /^dash\.Dash$/, isForPeople: true, next: moveRoute },
  litserve: { title: 'a LitServe server', shownBy: /^litserve\.LitServer$/, next: keepServer },
  bentoml: { title: 'a BentoML service', shownBy: /^bentoml\.(?:Service|service)$/, next: keepServer },
  'ray-serve': {
    title: 'a Ray Serve deployment',
    shownBy: /^ray\.serve\.(?:deployment|run)$/,
    next: keepServer,
  },
  flask: {
    title: 'a Flask app',
    shownBy: /^flask\.Flask$/,
    next: 'make the app in web_app_serve.py, as in  app = create_app()',
  },
  fastapi: { title: 'a FastAPI app', shownBy: /^fastapi\.FastAPI$/, next: keepServer },
  starlette: {
    title: 'a Starlette app',
    shownBy: /^starlette\.applications\.Starlette$/,
    next: keepServer,
  },
  sanic: { title: 'a Sanic app', shownBy: /^sanic\.Sanic$/, next: keepServer },
  quart: { title: 'a Quart app', shownBy: /^quart\.Quart$/, next: keepServer },
  falcon: { title: 'a Falcon app', shownBy: /^falcon\.(?:App|API|asgi\.App)$/, next: keepServer },
  aiohttp: { title: 'an aiohttp app', shownBy: /^aiohttp\.web\.Application$/, next: keepServer },
  bottle: { title: 'a Bottle app', shownBy: /^bottle\.(?:Bottle|run)$/, next: keepServer },
  tornado: { title: 'a Tornado app', shownBy: /^tornado\.web\.Application$/, next: keepServer },
  'http.server': {
    title: 'a server of Python’s http.server',
    shownBy: /^http\.server\.(?:ThreadingHTTPServer|HTTPServer)$|^socketserver\.TCPServer$/,
    next: keepServer,
  },
} as const satisfies Readonly<Record<string, Kind>>;

/** A server in a file, and the line that makes it. */
export interface FoundServer {
  readonly path: string;
  readonly kind: ServerKind;
  readonly line: number;
  /** The name of the app at the top of the file; undefined where a function makes it. */
  readonly app: string | undefined;
}

export function kindOf(kind: ServerKind): Kind {
  return serverKinds[kind];
}

export function serverIn(file: PythonFile): FoundServer | undefined {
  for (const kind of Object.keys(serverKinds) as ServerKind[]) {
    const call = file.calls.find(({ name }) => serverKinds[kind].shownBy.test(name));
    if (!call) continue;
    const [, app] = /^(\w+)\s*(?::[^=]+)?=(?!=)/.exec(call.at.text) ?? [];
    const isTop = call.at.indent === 0;
    return { path: file.path, kind, line: call.line, app: isTop ? app : undefined };
  }
  return undefined;
}
