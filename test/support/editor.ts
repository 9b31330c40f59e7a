import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { root } from './built.ts';

/** The language server that editors use for YAML, with requests as editors send them. */
export interface Editor {
  /** The suggestions at the `|` of a text, in a file of `examples/minimal`. */
  readonly completions: (text: string) => Promise<string[]>;
  /** The hover text of the first character in the line with the `|`. */
  readonly hover: (text: string) => Promise<string>;
  readonly close: () => void;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly items?: readonly unknown[] };
  readonly result?: unknown;
}

export async function openEditor(): Promise<Editor> {
  const program = join(root, 'node_modules/yaml-language-server/bin/yaml-language-server');
  const server = spawn(process.execPath, [program, '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
  const ask = connect(server);
  await ask('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: { workspace: { configuration: true } },
  });
  server.stdin.write(frame({ method: 'initialized', params: {} }));
  let documents = 0;
  const at = (text: string) => {
    documents += 1;
    const uri = `file://${root}examples/minimal/editor-${documents}.yaml`;
    const before = text.slice(0, text.indexOf('|')).split('\n');
    const textDocument = { uri, languageId: 'yaml', version: 1, text: text.replace('|', '') };
    server.stdin.write(frame({ method: 'textDocument/didOpen', params: { textDocument } }));
    return { textDocument: { uri }, line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  };
  return {
    completions: async (text) => {
      const { textDocument, ...position } = at(text);
      const result = (await ask('textDocument/completion', { textDocument, position })) as {
        items?: { label: string }[];
      };
      return (result.items ?? []).map(({ label }) => label);
    },
    hover: async (text) => {
      const { textDocument, line } = at(text);
      return JSON.stringify(
        await ask('textDocument/hover', { textDocument, position: { line, character: 0 } }),
      );
    },
    close: () => server.kill(),
  };
}

function connect(server: ChildProcessByStdio<Writable, Readable, null>) {
  const waiting = new Map<number, (result: unknown) => void>();
  let received = Buffer.alloc(0);
  server.stdout.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    for (let message = takeMessage(); message; message = takeMessage()) receive(message);
  });
  const takeMessage = (): Message | undefined => {
    const head = /Content-Length: (\d+)\r\n\r\n/.exec(received.toString('latin1'));
    const start = head ? head.index + head[0].length : 0;
    const end = start + Number(head?.[1]);
    if (!head || received.length < end) return undefined;
    const message = JSON.parse(received.subarray(start, end).toString()) as Message;
    received = received.subarray(end);
    return message;
  };
  const receive = ({ id, method, params, result }: Message) => {
    if (id === undefined) return;
    if (method === undefined) waiting.get(id)?.(result);
    else
      server.stdin.write(
        frame({ id, result: (params?.items ?? []).map(() => ({ completion: true, hover: true })) }),
      );
  };
  let asked = 0;
  return (method: string, params: unknown): Promise<unknown> => {
    asked += 1;
    const id = asked;
    server.stdin.write(frame({ id, method, params }));
    return new Promise((resolve) => waiting.set(id, resolve));
  };
}

function frame(message: object): string {
  const body = JSON.stringify({ jsonrpc: '2.0', ...message });
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}
