import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Aws } from './aws.ts';

export interface StoredFile {
  /** Below the address that was asked for. */
  readonly name: string;
  readonly content: Uint8Array;
}

/** SageMaker's usual bucket in an account. It need not exist. */
export class AccountBucket {
  readonly #s3: S3Client;
  readonly #name: string;

  constructor(aws: Aws, region: string) {
    const { AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '', AWS_SESSION_TOKEN = '' } = aws.environment;
    this.#name = `sagemaker-${region}-${aws.account}`;
    this.#s3 = new S3Client({
      region,
      endpoint: aws.url,
      forcePathStyle: true,
      credentials: {
        accessKeyId: AWS_ACCESS_KEY_ID,
        secretAccessKey: AWS_SECRET_ACCESS_KEY,
        sessionToken: AWS_SESSION_TOKEN,
      },
    });
  }

  async keys(prefix = ''): Promise<readonly string[]> {
    const words = { Bucket: this.#name, Prefix: prefix };
    const found = await this.#s3.send(new ListObjectsV2Command(words)).catch(() => undefined);
    return (found?.Contents ?? []).map(({ Key = '' }) => Key);
  }

  async filesBelow(address: string): Promise<readonly StoredFile[]> {
    const prefix = this.#keyOf(address);
    const keys = await this.keys(prefix);
    return Promise.all(
      keys.map(async (key) => {
        const { Body } = await this.#s3.send(new GetObjectCommand({ Bucket: this.#name, Key: key }));
        const content = (await Body?.transformToByteArray()) ?? new Uint8Array();
        return { name: key.slice(prefix.length), content };
      }),
    );
  }

  async put(address: string, content: Uint8Array): Promise<void> {
    const words = { Bucket: this.#name, Key: this.#keyOf(address), Body: content };
    await this.#s3.send(new PutObjectCommand(words));
  }

  #keyOf(address: string): string {
    const start = `s3://${this.#name}/`;
    if (!address.startsWith(start)) throw new Error(`${address} is not in the bucket of the notebook`);
    return address.slice(start.length);
  }
}
