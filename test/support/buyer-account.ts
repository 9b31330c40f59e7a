import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { ok } from '../../src/model/result.ts';
import { splitRecords } from '../../src/rehearse/acts/split-records.ts';
import { assemble, requestsOf } from '../../src/rehearse/acts/transform-requests.ts';
import { batchEnvironment } from '../../src/rehearse/acts/transform-sample.ts';
import type { TransformProfile } from '../../src/rehearse/check.ts';
import type { Reply } from '../../src/rehearse/stage.ts';
import { AccountBucket } from './account-bucket.ts';
import type { Aws } from './aws.ts';
import { payloadPart } from './event-stream.ts';
import { type RunningServer, startListing } from './running-server.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { train } from './use-listing.ts';

export interface BuyerAccount {
  /** For a process of the buyer: their Region, and where AWS is. */
  readonly environment: Readonly<Record<string, string>>;
  /** Addresses of all files in S3. */
  readonly filesInS3: () => Promise<readonly string[]>;
  /** Endpoints that run now. */
  readonly endpoints: () => readonly string[];
}

/**
 * The account of somebody who has subscribed to a listing. Requests go to moto's API, which keeps what is made; but an endpoint is the real listing, and
 * jobs run its programs with the files in S3.
 */
export async function startBuyerAccount(listing: string, aws: Aws, region: string): Promise<BuyerAccount> {
  const account = new Account(listing, aws, region);
  const server = createServer((request, response) => {
    account.answer(request, response).catch((error: unknown) => {
      response.writeHead(500).end(JSON.stringify({ __type: 'InternalFailure', message: String(error) }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.close();
    for (const endpoint of account.endpoints.values()) await endpoint.stop();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    environment: {
      ...aws.environment,
      AWS_DEFAULT_REGION: region,
      AWS_ENDPOINT_URL_SAGEMAKER: url,
      AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME: url,
    },
    filesInS3: () => account.bucket.keys(),
    endpoints: () => [...account.endpoints.keys()],
  };
}

type Asked = Readonly<Record<string, never>>;

class Account {
  readonly endpoints = new Map<string, RunningServer>();
  readonly #listing: string;
  readonly #aws: Aws;
  readonly bucket: AccountBucket;
  /** Of a trained model: its `/opt/ml`. */
  #base: string | undefined;

  constructor(listing: string, aws: Aws, region: string) {
    this.#listing = listing;
    this.#aws = aws;
    this.bucket = new AccountBucket(aws, region);
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    const [, endpoint, call] = /^\/endpoints\/([^/]+)\/(.+)$/.exec(request.url ?? '') ?? [];
    if (endpoint !== undefined)
      return this.#invoke(this.endpoints.get(endpoint), call, { request, body, response });
    const headers = Object.fromEntries(
      Object.entries(request.headers).filter(([name]) => !/^(host|connection|content-length)$/.test(name)),
    ) as Record<string, string>;
    const answer = await fetch(this.#aws.url, { method: 'POST', headers, body });
    const text = await answer.text();
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    if (answer.ok) await this.#perform(operation, JSON.parse(body.toString() || '{}'));
    response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.1' }).end(text);
  }

  async #perform(operation: string, asked: Asked): Promise<void> {
    if (operation === 'CreateEndpoint') this.endpoints.set(asked['EndpointName'] ?? '', await this.#serve());
    if (operation === 'CreateTrainingJob') await this.#train(asked);
    if (operation === 'CreateTransformJob') await this.#transform(asked);
    if (operation !== 'DeleteEndpoint') return;
    const name = asked['EndpointName'] ?? '';
    await this.endpoints.get(name)?.stop();
    this.endpoints.delete(name);
  }

  #serve(environment: Record<string, string> = {}): Promise<RunningServer> {
    return startListing(this.#listing, {
      ...environment,
      ...(this.#base !== undefined && { SAGEMAKER_BASE_DIR: this.#base }),
    });
  }

  async #invoke(
    server: RunningServer | undefined,
    call: string | undefined,
    { request, body, response }: { request: IncomingMessage; body: Buffer; response: ServerResponse },
  ): Promise<void> {
    if (!server) throw new Error('no such endpoint');
    const isStream = call === 'invocations-response-stream';
    const accept = String(request.headers[isStream ? 'x-amzn-sagemaker-accept' : 'accept']);
    const answer = await ask(server, body, String(request.headers['content-type']), accept);
    const type = answer.headers.get('content-type') ?? '';
    response.writeHead(answer.status, {
      'content-type': isStream ? 'application/vnd.amazon.eventstream' : type,
    });
    for await (const part of answer.body ?? []) response.write(isStream ? payloadPart(part) : part);
    response.end();
  }

  async #train(asked: Asked): Promise<void> {
    const { TrainingJobName, HyperParameters, InputDataConfig, OutputDataConfig } =
      asked as unknown as TrainingJob;
    const base = temporaryFolder();
    const put = (path: string, content: string | Uint8Array) => {
      mkdirSync(dirname(join(base, path)), { recursive: true });
      writeFileSync(join(base, path), content);
    };
    mkdirSync(join(base, 'model'));
    const channels = InputDataConfig.map((channel) => [
      channel.ChannelName,
      { TrainingInputMode: channel.InputMode, ContentType: channel.ContentType },
    ]);
    put('input/config/hyperparameters.json', JSON.stringify(HyperParameters));
    put('input/config/inputdataconfig.json', JSON.stringify(Object.fromEntries(channels)));
    put('input/config/resourceconfig.json', JSON.stringify({ current_host: 'algo-1', hosts: ['algo-1'] }));
    for (const { ChannelName, DataSource } of InputDataConfig)
      for (const { name, content } of await this.bucket.filesBelow(DataSource.S3DataSource.S3Uri))
        put(`input/data/${ChannelName}/${name}`, content);
    train(this.#listing, base);
    spawnSync('tar', ['-czf', join(base, 'model.tar.gz'), '-C', join(base, 'model'), '.']);
    const archive = readFileSync(join(base, 'model.tar.gz'));
    await this.bucket.put(`${OutputDataConfig.S3OutputPath}${TrainingJobName}/output/model.tar.gz`, archive);
    this.#base = base;
  }

  async #transform(asked: Asked): Promise<void> {
    const job = asked as unknown as TransformJob;
    const profile: TransformProfile = {
      contentType: job.TransformInput.ContentType,
      accept: job.TransformOutput.Accept,
      split: job.TransformInput.SplitType,
      assemble: job.TransformOutput.AssembleWith,
      strategy: job.BatchStrategy ?? 'MultiRecord',
      maxPayloadMB: job.MaxPayloadInMB,
    };
    const server = await this.#serve(batchEnvironment(profile));
    for (const { name, content } of await this.bucket.filesBelow(
      job.TransformInput.DataSource.S3DataSource.S3Uri,
    )) {
      const records = splitRecords(content, profile.split);
      if (!records.ok) throw new Error(records.reason);
      const replies: Reply[] = [];
      for (const body of requestsOf(records.value, profile)) {
        const answer = await ask(server, body, profile.contentType, profile.accept);
        if (!answer.ok) throw new Error(`the transform gets ${answer.status}`);
        const bytes = new Uint8Array(await answer.arrayBuffer());
        replies.push({ ...ok({ status: 200, headers: {}, body: bytes, connectMs: 0 }), milliseconds: 0 });
      }
      await this.bucket.put(`${job.TransformOutput.S3OutputPath}${name}.out`, assemble(replies, profile));
    }
    await server.stop();
  }
}

interface S3Source {
  readonly S3DataSource: { readonly S3Uri: string };
}

interface TrainingJob {
  readonly TrainingJobName: string;
  readonly HyperParameters: Readonly<Record<string, string>>;
  readonly InputDataConfig: readonly {
    readonly ChannelName: string;
    readonly InputMode: string;
    readonly ContentType: string;
    readonly DataSource: S3Source;
  }[];
  readonly OutputDataConfig: { readonly S3OutputPath: string };
}

interface TransformJob {
  readonly BatchStrategy?: TransformProfile['strategy'];
  readonly MaxPayloadInMB: number;
  readonly TransformInput: {
    readonly ContentType: string;
    readonly SplitType: string;
    readonly DataSource: S3Source;
  };
  readonly TransformOutput: {
    readonly Accept: string;
    readonly AssembleWith: string;
    readonly S3OutputPath: string;
  };
}

function ask(server: RunningServer, body: Uint8Array, type: string, accept: string): Promise<Response> {
  const headers = { 'content-type': type, accept };
  return fetch(`${server.url}/invocations`, {
    method: 'POST',
    headers,
    body: body as Uint8Array<ArrayBuffer>,
  });
}
