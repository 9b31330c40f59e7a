import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { WriteStream } from 'node:tty';
import { TerminalAdapter } from '@yeoman/adapter';
import { createEnv } from 'yeoman-environment';
import Generator, { type BaseOptions } from 'yeoman-generator';
import { root } from './built.ts';

export const appPath = join(root, 'generators/app/index.ts');

type ParentOptions = BaseOptions & { tone?: string };

export interface Family {
  /** What the parent hands to `composeWith`: its first argument, and the two behind it. */
  readonly child: string | readonly string[] | { readonly Generator: unknown; readonly path: string };
  readonly words?: readonly string[];
  readonly options?: object;
  /** More files of the parent. */
  readonly files?: Readonly<Record<string, string>>;
  /** Where the parent writes, below where it is called. */
  readonly destination?: string;
  /** What the parent does last. */
  readonly end?: (parent: Generator) => void;
}

/** The generator of somebody else: it has an option and a file of its own, and composes with another. */
export function parentGenerator({ child, words = [], options = {}, files = {}, destination, end }: Family) {
  return class Parent extends Generator<Record<string, unknown>, ParentOptions> {
    constructor(args: string[], given: ParentOptions) {
      super(args, given);
      this.option('tone', { type: String, description: 'of the file' });
      if (destination !== undefined) this.destinationRoot(this.destinationPath(destination));
    }

    async initializing() {
      await this.composeWith(child as string, [...words], options);
    }

    writing() {
      const all = { 'parent.txt': `${this.options.tone}\n`, ...files };
      for (const [path, content] of Object.entries(all)) this.fs.write(this.destinationPath(path), content);
    }

    end() {
      end?.(this);
    }
  };
}

export interface FamilyRun {
  /** What the run was rejected with. */
  readonly error: (Error & { code?: unknown }) | undefined;
  /** All that was said to the adapter of the parent. */
  readonly said: string;
}

/** The parent in an environment of Yeoman's own, as `yo` makes it, but without a lookup in the packages of this machine. */
export async function runFamily(cwd: string, family: Family, given: object = {}): Promise<FamilyRun> {
  const stdout = new PassThrough() as PassThrough & WriteStream;
  const env = createEnv({ cwd, adapter: new TerminalAdapter({ stdout, stderr: stdout }) });
  for (const name of ['app', 'ci', 'fleet', 'register', 'rehearse', 'upload'])
    env.register(join(root, `generators/${name}/index.ts`), { namespace: `sagemaker-mkt:${name}` });
  env.register(parentGenerator(family), { namespace: 'parent:app' });
  const options: object = { tone: 'warm', skipInstall: true, ...given };
  const error = await env.run(['parent'], options).then(
    () => undefined,
    (reason: Error) => reason,
  );
  stdout.end();
  return { error, said: await text(stdout) };
}
