import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { folderOf, pythonOf } from './python.ts';

/** One request, with the names of botocore's model of the service. */
export interface AwsCall {
  readonly service: 'ecr' | 'sagemaker' | 'sts' | 's3' | 'iam' | 'cloudformation' | 'marketplace-catalog';
  readonly operation: string;
  readonly region: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The HTTP status of the response; 0 if the connection was cut. */
  readonly status: number;
}

export interface Finding {
  readonly name: string;
  readonly severity: string;
  readonly package?: string;
  readonly version?: string;
  /** Only with enhanced scanning. */
  readonly fixedIn?: string;
  readonly description?: string;
  readonly uri?: string;
}

/** The response to one request for a scan; the words are ECR's own. */
export interface ScanState {
  readonly status: string;
  readonly description?: string;
  /** With `COMPLETE` and `ACTIVE`: returned in the format of basic or enhanced scanning, in pages of 100. */
  readonly findings?: readonly Finding[];
  /** By default, counted from the findings. */
  readonly severities?: Readonly<Record<string, number>>;
}

interface StatusItem {
  readonly name: string;
  readonly status: string;
  readonly reason?: string;
}

/** The response to one request for an algorithm or model package; the words are SageMaker's own. */
export interface ResourceState {
  readonly status: string;
  /** By default, one for each profile of the request. */
  readonly validations?: readonly StatusItem[];
  readonly imageScans?: readonly StatusItem[];
}

/** An error in the protocol of the service, or a connection that closes without a response. */
export type Failure =
  | { readonly code: string; readonly message?: string; readonly status?: number }
  | { readonly cut: true };

export interface AddedImage {
  readonly region?: string;
  /** By default Docker's own manifest type, the only one that SageMaker accepts. */
  readonly mediaType?: string;
  readonly size?: number;
}

export interface Aws {
  readonly account: string;
  readonly url: string;
  /** Credentials and address for a child process. It has no Region, so that no test passes one by mistake. */
  readonly environment: Readonly<Record<string, string>>;
  /**
   * Values that must never be printed or stored: keys, session token, and the registry password (plain and as
   * it is sent).
   */
  readonly secrets: readonly string[];
  /** The password that `docker login` must send. */
  readonly registryPassword: string;
  readonly calls: () => Promise<readonly AwsCall[]>;
  /** The requests that change something, including refused ones. */
  readonly changes: () => Promise<readonly AwsCall[]>;
  /** Requests that do not match the model of their service; each was refused. */
  readonly violations: () => Promise<readonly string[]>;
  /** Adds an image to a repository and returns its digest. A new repository has scanning on push. */
  readonly addImage: (repository: string, tag: string, image?: AddedImage) => Promise<string>;
  readonly addBucket: (name: string, region?: string) => Promise<void>;
  /** The states of each image in the repository, one per request. The last one repeats. */
  readonly scan: (repository: string, states: readonly ScanState[]) => Promise<void>;
  /** The same for every algorithm and model package. */
  readonly resource: (states: readonly ResourceState[]) => Promise<void>;
  /** From now on every call is one of this role, and is refused where no policy of the role permits it. */
  readonly callAs: (role: string) => Promise<void>;
  /** The next `times` calls fail; `Number.POSITIVE_INFINITY` means all of them. */
  readonly fail: (operation: string, failure: Failure, times?: number) => Promise<void>;
}

export interface AwsOptions {
  /** The address (`host:port`) of a registry without TLS that contains the images of this account. */
  readonly registry?: string;
  /** Amazon Inspector scans the registry continuously. */
  readonly enhanced?: boolean;
}

const account = '123456789012';
/** The Python with moto and with the models of AWS's services. */
export const awsPython = join(folderOf('aws'), 'bin/python3');
const program = fileURLToPath(new URL('aws_server.py', import.meta.url));

/** The reason why the AWS API cannot be simulated here, or nothing. */
export function awsMissing(): string | undefined {
  return pythonOf('aws').missing;
}

/** An empty account for one test. */
export async function startAws(options: AwsOptions = {}): Promise<Aws> {
  const server = idle.pop() ?? (await startServer());
  onTestFinished(() => void idle.push(server));
  const ask = <Answer>(verb: string, words: object = {}) => askServer<Answer>(server.url, verb, words);
  const secret = (name: string, bytes: number) => `${name}-${randomBytes(bytes).toString('base64url')}`;
  const key = `ASIA${randomBytes(8).toString('hex').toUpperCase()}`;
  const [secretKey, token] = [secret('secretKey', 22), secret('sessionToken', 240)];
  const password = secret('registryPassword', 1120);
  await ask('reset', { account, key, token, password, ...options });
  const calls = () => ask<readonly AwsCall[]>('calls');
  return {
    account,
    url: server.url,
    environment: environmentOf(server.url, key, secretKey, token),
    secrets: [secretKey, token, password, Buffer.from(`AWS:${password}`).toString('base64')],
    registryPassword: password,
    calls,
    changes: async () =>
      (await calls()).filter(
        ({ operation }) => !/^((GET|HEAD) |(Batch)?(Describe|Get|List|Head|Check|Assume))/.test(operation),
      ),
    violations: () => ask('violations'),
    addImage: (repository, tag, image = {}) =>
      ask('image', { repository, tag, region: 'us-east-1', ...image }),
    addBucket: (name, region = 'us-east-1') => ask('bucket', { name, region }),
    scan: (repository, states) => ask('scan', { repository, states }),
    resource: (states) => ask('resource', { states }),
    callAs: (role) => ask('caller', { role }),
    fail: (operation, failure, times = 1) =>
      ask('fail', { operation, status: 400, ...failure, times: Number.isFinite(times) ? times : -1 }),
  };
}

function environmentOf(url: string, key: string, secretKey: string, token: string) {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: key,
    AWS_SECRET_ACCESS_KEY: secretKey,
    AWS_SESSION_TOKEN: token,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '',
  };
}

interface Server {
  readonly process: ChildProcess;
  readonly url: string;
}

/** Python takes seconds to start. So a server is used again by the next test, and ends with this process. */
const idle: Server[] = [];

async function startServer(): Promise<Server> {
  const server = spawn(awsPython, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: server.stdout });
  const [port] = await Promise.race([
    once(lines, 'line'),
    once(server, 'exit').then(([code]) => Promise.reject(new Error(`the API ended with ${code}`))),
  ]);
  server.unref();
  for (const pipe of [server.stdin, server.stdout]) if (pipe instanceof Socket) pipe.unref();
  return { process: server, url: `http://127.0.0.1:${port}` };
}

async function askServer<Answer>(url: string, verb: string, words: object): Promise<Answer> {
  const answer = await fetch(`${url}/_test/${verb}`, { method: 'POST', body: JSON.stringify(words) });
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()) as Answer;
}
