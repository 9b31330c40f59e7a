import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { onTestFinished } from 'vitest';
import { type Aws, awsMissing, startAws } from '../support/aws.ts';
import { missingTool } from '../support/required-tool.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import type { Order, ProxySettings, Pushes, WayToFail } from './ecr-proxy.ts';
import { registryMissing, startRegistry } from './registry.ts';

const hosts = '/etc/hosts';
const mark = '# generator-sagemaker-mkt: its tests';
const certificates = '/etc/docker/certs.d';

/** The reason why nothing can be pushed to an Amazon host name here, or nothing. */
export function ecrRegistryMissing(): string | undefined {
  if (process.getuid?.() !== 0) return 'only root may give this machine a name of Amazon’s';
  const reason = awsMissing() ?? registryMissing() ?? missingTool('openssl', ['version']);
  if (reason !== undefined) return reason;
  return isPort443Taken() && !readFileSync(hosts, 'utf8').includes(mark) ? 'port 443 is taken' : undefined;
}

/** Amazon ECR in one Region: the API, and a real registry under its host name. */
export interface Ecr {
  readonly aws: Aws;
  /** The host name for pushes. */
  readonly host: string;
  /**
   * The address of the API, and a folder for the logins of Docker and podman that is removed after the test.
   */
  readonly environment: Readonly<Record<string, string>>;
  /** The number of blobs and manifests that were accepted so far. */
  readonly pushes: () => Promise<Pushes>;
  readonly manifest: (repository: string, reference: string) => Promise<StoredManifest | undefined>;
  /** Makes the next matching requests fail, `times` of them. */
  readonly fail: (way: WayToFail, times?: number) => Promise<void>;
  /** Ends all failures. Connections that still wait for a response are closed. */
  readonly heal: () => Promise<void>;
}

export interface StoredManifest {
  readonly digest: string;
  readonly mediaType: string;
  readonly text: string;
}

export interface EcrOptions {
  readonly region?: string;
  readonly enhanced?: boolean;
}

/** Everything is undone when the test ends. A machine can have only one at a time, so another test waits. */
export async function startEcr({ region = 'us-east-1', enhanced = false }: EcrOptions = {}): Promise<Ecr> {
  const registry = await startRegistry();
  const aws = await startAws({ registry, enhanced });
  const host = `${aws.account}.dkr.ecr.${region}.amazonaws.com`;
  const folder = temporaryFolder();
  const proxy = await startProxy({
    ...makeCertificate(folder, host),
    registry,
    authorization: `Basic ${Buffer.from(`AWS:${aws.registryPassword}`).toString('base64')}`,
    aws: { url: aws.url, account: aws.account, region },
  });
  trust(host, join(folder, 'ca.crt'));
  nameThisMachine(host);
  await untilEngineKnows(host);
  const ask = async (order: Order): Promise<Pushes> => {
    const answered = once(proxy, 'message');
    proxy.postMessage(order);
    return (await answered)[0];
  };
  return {
    aws,
    host,
    environment: {
      ...aws.environment,
      DOCKER_CONFIG: join(folder, 'docker'),
      REGISTRY_AUTH_FILE: join(folder, 'podman.json'),
    },
    pushes: () => ask({ kind: 'pushes' }),
    manifest: (repository, reference) => readManifest(registry, repository, reference),
    heal: async () => void (await ask({ kind: 'heal' })),
    fail: async (way, times = 1) => void (await ask({ kind: 'fail', way, times })),
  };
}

async function startProxy(settings: ProxySettings): Promise<Worker> {
  const proxy = new Worker(new URL('ecr-proxy.ts', import.meta.url), { workerData: settings });
  onTestFinished(async () => void (await proxy.terminate()));
  await once(proxy, 'message');
  return proxy;
}

/** A certificate authority of its own, which is all that a client needs. */
function makeCertificate(folder: string, host: string): Pick<ProxySettings, 'key' | 'certificate'> {
  const file = (name: string) => join(folder, name);
  const make = (name: string, words: readonly string[]) =>
    execFileSync(
      'openssl',
      [
        ...['req', '-x509', '-days', '1', '-nodes', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
        ...['-keyout', file(`${name}.key`), '-out', file(`${name}.crt`), ...words],
      ],
      { stdio: 'pipe' },
    );
  make('ca', ['-subj', '/CN=the tests']);
  const signing = ['-CA', file('ca.crt'), '-CAkey', file('ca.key'), '-addext', 'basicConstraints=CA:FALSE'];
  make('server', ['-subj', '/CN=registry', '-addext', `subjectAltName=DNS:${host}`, ...signing]);
  return {
    key: readFileSync(file('server.key'), 'utf8'),
    certificate: readFileSync(file('server.crt'), 'utf8'),
  };
}

/** Both engines read this folder for each new connection. */
function trust(host: string, authority: string): void {
  const folder = join(certificates, host);
  const isNew = !existsSync(certificates);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'ca.crt'), readFileSync(authority));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
    if (isNew) removeEmpty(certificates, dirname(certificates));
  });
}

function removeEmpty(...folders: readonly string[]): void {
  for (const folder of folders) if (readdirSync(folder).length === 0) rmdirSync(folder);
}

/** Docker's engine, a program in Go, reads the file at most once in five seconds. */
async function untilEngineKnows(host: string): Promise<void> {
  const docker = process.env['DOCKER_CLI'] ?? 'docker';
  const isUnknown = () =>
    spawnSync(docker, ['pull', `${host}/nothing:none`], { encoding: 'utf8' }).stderr?.includes(
      'no such host',
    );
  for (let tries = 0; tries < 20 && isUnknown(); tries += 1) await pause(500);
}

/** A line that a killed run left in the file is removed as well. */
function nameThisMachine(host: string): void {
  const others = () =>
    readFileSync(hosts, 'utf8')
      .split('\n')
      .filter((line) => !line.endsWith(mark))
      .join('\n');
  writeFileSync(hosts, `${others().replace(/\n*$/, '\n')}127.0.0.1 ${host} ${mark}\n`);
  onTestFinished(() => writeFileSync(hosts, others()));
}

function isPort443Taken(): boolean {
  const [port, listening] = ['01BB', '0A'];
  const sockets = ['/proc/net/tcp', '/proc/net/tcp6'].filter(existsSync).flatMap((path) =>
    readFileSync(path, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/)),
  );
  return sockets.some(([, local = '', , state]) => local.endsWith(`:${port}`) && state === listening);
}

async function readManifest(
  registry: string,
  repository: string,
  reference: string,
): Promise<StoredManifest | undefined> {
  const kinds = [
    'docker.distribution.manifest.v2',
    'docker.distribution.manifest.list.v2',
    'oci.image.manifest.v1',
    'oci.image.index.v1',
  ];
  const accept = kinds.map((kind) => `application/vnd.${kind}+json`).join(', ');
  const url = `http://${registry}/v2/${repository}/manifests/${reference}`;
  const answer = await fetch(url, { headers: { accept } });
  if (!answer.ok) return undefined;
  return {
    digest: answer.headers.get('docker-content-digest') ?? '',
    mediaType: answer.headers.get('content-type') ?? '',
    text: await answer.text(),
  };
}
