// A thread in front of a registry, so that it answers while a test waits for a command. It adds what Amazon
// ECR has: a certificate, a password and repositories that must be created first. It can also simulate
// network failures.
import { type ClientRequest, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import { createServer } from 'node:https';
import { parentPort, workerData } from 'node:worker_threads';

export interface ProxySettings {
  readonly key: string;
  readonly certificate: string;
  readonly registry: string;
  readonly authorization: string;
  /** The API that knows the repositories. */
  readonly aws: { readonly url: string; readonly account: string; readonly region: string };
}

export interface WayToFail {
  readonly method: string;
  /** A part of the path, such as `/blobs/uploads/`. */
  readonly path: string;
  /** Status 500, no answer at all, or a connection that is cut after the first bytes of the body. */
  readonly how: 'error' | 'silence' | 'cut';
}

/** What was accepted, not what was requested. */
export interface Pushes {
  readonly blobs: number;
  readonly manifests: number;
}

export type Order =
  | { readonly kind: 'fail'; readonly way: WayToFail; readonly times: number }
  | { readonly kind: 'heal' }
  | { readonly kind: 'pushes' };

const { key, certificate, registry, authorization, aws } = workerData as ProxySettings;
const failures: { readonly way: WayToFail; times: number }[] = [];
const kept: ServerResponse[] = [];
const pushes = { blobs: 0, manifests: 0 };

parentPort?.on('message', (order: Order) => {
  if (order.kind === 'heal') heal();
  if (order.kind === 'fail') failures.push({ way: order.way, times: order.times });
  parentPort?.postMessage({ ...pushes });
});

const server = createServer(
  { key, cert: certificate },
  (request, response) => void answer(request, response),
);
server.on('listening', () => parentPort?.postMessage('listening'));
// Another test may use the port, so this one tries again until that test has ended.
server.on('error', () => setTimeout(listen, 500));
listen();

function listen(): void {
  server.listen(443, '127.0.0.1');
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = '', url = '' } = request;
  if (request.headers.authorization !== authorization) return refuseLogin(response);
  const failure = failures.find(
    ({ way, times }) => times > 0 && way.method === method && url.includes(way.path),
  );
  if (failure) {
    failure.times -= 1;
    return fail(failure.way.how, request, response);
  }
  const repository = /^\/v2\/(.+)\/(?:blobs|manifests|tags)\//.exec(url)?.[1];
  if (repository !== undefined && !(await repositories()).includes(repository)) {
    const where = `in the registry with id '${aws.account}'`;
    return refuse(
      response,
      404,
      'NAME_UNKNOWN',
      `The repository with name '${repository}' does not exist ${where}`,
    );
  }
  pass(request, response);
}

async function repositories(): Promise<readonly string[]> {
  const body = JSON.stringify({ region: aws.region });
  const answer = await fetch(`${aws.url}/_test/repositories`, { method: 'POST', body });
  return (await answer.json()) as readonly string[];
}

function refuseLogin(response: ServerResponse): void {
  response.setHeader('www-authenticate', 'Basic realm="ECR",service="ecr.amazonaws.com"');
  refuse(response, 401, 'UNAUTHORIZED', 'Not Authorized');
}

function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'docker-distribution-api-version': 'registry/2.0',
  });
  response.end(JSON.stringify({ errors: [{ code, message }] }));
}

/**
 * Docker 20.10 waits for a response even if its own client is gone, and uploads no layer a second time before
 * it gets one.
 */
function heal(): void {
  failures.splice(0);
  for (const response of kept.splice(0)) response.destroy();
}

function fail(how: WayToFail['how'], request: IncomingMessage, response: ServerResponse): void {
  if (how === 'silence') kept.push(response);
  if (how === 'error') refuse(response, 500, 'UNKNOWN', 'the test wants it');
  if (how === 'cut') {
    request.once('data', () => request.destroy());
    request.once('end', () => request.destroy());
  }
}

/** Without the forwarded headers, the registry puts its own address into its responses. */
function pass(request: IncomingMessage, response: ServerResponse): void {
  const { method = '', url = '' } = request;
  const { authorization: _, ...headers } = request.headers;
  const onward: ClientRequest = send(`http://${registry}${url}`, {
    method,
    headers: { ...headers, 'x-forwarded-proto': 'https' },
  });
  onward.on('error', () => response.destroy());
  onward.on('response', (answer) => {
    const isTaken = method === 'PUT' && answer.statusCode === 201;
    if (isTaken && url.includes('/blobs/uploads/')) pushes.blobs += 1;
    if (isTaken && url.includes('/manifests/')) pushes.manifests += 1;
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  request.on('close', () => {
    if (!request.complete) onward.destroy();
  });
  request.pipe(onward);
}
