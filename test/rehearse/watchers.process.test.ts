import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Attempt, ModelRead } from '../../src/rehearse/traces.ts';
import { lostPackets } from '../../src/shell/rehearse/container-sockets.ts';
import { addressOf } from '../../src/shell/rehearse/socket-table.ts';
import { placeWatchers, watchedEnvironment } from '../../src/shell/rehearse/watchers.ts';

interface Watched {
  readonly attempts: readonly Attempt[];
  readonly reads: readonly ModelRead[];
  readonly said: readonly string[];
  readonly folder: string;
}

/** Runs a program with the watchers, in a folder with an unusual name. */
function watch(
  name: string,
  text: string,
  present: Readonly<Record<string, string>> = {},
  prepare: (folder: string) => void = () => {},
): Watched {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'a watched "prögram"-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'model'));
  prepare(folder);
  writeFileSync(join(folder, name), text);
  const watchers = placeWatchers(folder, 'serve');
  const model = join(folder, 'model');
  const places = { folder: watchers.folder, file: watchers.file, model, reads: [model] };
  const env = { ...process.env, ...present, ...watchedEnvironment(places, { ...process.env, ...present }) };
  const program = name.endsWith('.py') ? 'python3' : process.execPath;
  const { stdout, stderr } = spawnSync(program, [join(folder, name)], {
    cwd: folder,
    env,
    encoding: 'utf8',
    timeout: 300_000,
  });
  const { attempts, reads } = watchers.read();
  return { attempts, reads, said: `${stdout}${stderr}`.trim().split('\n'), folder };
}

function shortly({ attempts }: Watched): readonly string[] {
  return attempts.map(({ kind, target, where }) => `${kind} ${target} ${where?.replace(/^.*\//, '') ?? ''}`);
}

test('Node’s attempts are reported with the line of code, and the program continues as usual', () => {
  const seen = watch(
    'serve.mjs',
    `import { lookup } from 'node:dns/promises';
import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
const fault = await lookup('names.invalid').catch((caught) => caught);
const none = await fetch('http://fetched.invalid/').catch((caught) => caught);
connect(443, '192.0.2.1').on('error', () => {}).destroy();
createSocket('udp4').send('hello', 514, '192.0.2.2', function () { this.close(); });
console.log(fault.code !== undefined, none instanceof TypeError, fetch.name);
`,
  );
  expect(shortly(seen)).toEqual(
    expect.arrayContaining([
      'lookup names.invalid serve.mjs:4',
      'connect fetched.invalid:80 serve.mjs:5',
      'connect 192.0.2.1:443 serve.mjs:6',
      'send 192.0.2.2:514 serve.mjs:7',
    ]),
  );
  expect(seen.said.at(0)).toMatch(/^true true \w+$/);
});

test('threads and processes that a watched Node starts are watched as well', () => {
  const seen = watch(
    'serve.cjs',
    `const { Worker } = require('node:worker_threads');
const { execFileSync } = require('node:child_process');
execFileSync(process.execPath, ['-e', 'require("dns").lookup("child.invalid", () => {})']);
new Worker('require("dns").lookup("thread.invalid", () => {})', { eval: true });
`,
  );
  expect(shortly(seen).map((line) => line.trim())).toEqual(['lookup child.invalid', 'lookup thread.invalid']);
});

test('a connection inside this machine does not count', () => {
  const seen = watch(
    'serve.mjs',
    `import { lookup } from 'node:dns';
import { connect, createServer } from 'node:net';
import { hostname } from 'node:os';
lookup(hostname(), () => {});
const server = createServer((socket) => socket.end()).listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  for (const host of ['127.0.0.1', 'localhost', undefined])
    connect({ port, host }).on('error', () => {}).resume();
  setTimeout(() => server.close(), 200);
});
`,
  );
  expect(seen.attempts).toEqual([]);
});

test('a program that looks its own machine up in Python does not count', () => {
  const seen = watch(
    'serve.py',
    `import socket
for name in ("localhost", socket.gethostname()):
    try:
        socket.getaddrinfo(name, 80)
    except OSError:
        print(name)
`,
  );
  expect(seen.attempts).toEqual([]);
});

test('a model that is opened to be written is told, and one that is read is not', () => {
  const node = watch(
    'serve.mjs',
    `import { readdirSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
readdirSync('model');
writeFileSync(process.env.SAGEMAKER_MKT_MODEL + '/a', '');
await (await open(process.env.SAGEMAKER_MKT_MODEL + '/a', 'r')).close();
await (await open(process.env.SAGEMAKER_MKT_MODEL + '/b', 'w')).close();
`,
  );
  expect(shortly(node)).toEqual([
    `write ${node.folder}/model/a serve.mjs:4`,
    `write ${node.folder}/model/b serve.mjs:6`,
  ]);
  const python = watch('serve.py', `open("model/a", "w").close()\nopen("model/a").close()\n`);
  expect(shortly(python)).toEqual([`write ${python.folder}/model/a serve.py:1`]);
});

const forms = `import { createReadStream, openSync, readFile, readFileSync } from 'node:fs';
import { open, readFile as promised } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
const at = (name) => process.env.SAGEMAKER_MKT_MODEL + '/' + name;
readFileSync('model/sync');
readFileSync('model/sync');
readFile(at('called'), () => {});
await promised(pathToFileURL(at('promised')));
await (await open(at('opened'))).close();
openSync(at('numbered'), 0);
for await (const piece of createReadStream(at('streamed'))) console.log(piece.length);
try { readFileSync(at('absent')); } catch {}
readFileSync('beside');
await import(at('code.mjs'));
`;

function placeModel(folder: string): void {
  for (const name of ['sync', 'called', 'promised', 'opened', 'numbered', 'streamed', 'code.mjs', 'code.py'])
    writeFileSync(join(folder, 'model', name), ' ');
  writeFileSync(join(folder, 'beside'), ' ');
}

test('each file of the model that Node reads is told once, with the line of code', () => {
  const seen = watch('serve.mjs', forms, {}, placeModel);
  expect(seen.reads.map(({ path, where }) => `${path} ${where?.replace(/^.*:/, '')}`)).toEqual([
    'sync 5',
    'called 7',
    'promised 8',
    'opened 9',
    'numbered 10',
    'streamed 11',
  ]);
});

test('each file of the model that Python reads is told once, with the line of code', () => {
  const seen = watch(
    'serve.py',
    `import os, pathlib, sys
open("model/sync").close()
open(b"model/sync").close()
pathlib.Path("model/opened").read_bytes()
os.close(os.open(pathlib.Path("model/numbered"), os.O_RDONLY))
try:
    open("model/absent")
except OSError:
    open("beside")
sys.path.insert(0, "model")
import code
`,
    {},
    placeModel,
  );
  expect(seen.reads.map(({ path, where }) => `${path} ${where?.replace(/^.*:/, '')}`)).toEqual([
    'sync 2',
    'opened 4',
    'numbered 5',
  ]);
});

test('a model of many files leaves room for what else is told', () => {
  const many = (folder: string) => {
    for (let file = 0; file < 500; file += 1) writeFileSync(join(folder, `model/${file}`), '');
  };
  const node = `const fs = require('fs');
for (let file = 0; file < 500; file += 1) fs.readFileSync('model/' + file);
require('dns').lookup('late.invalid', () => {});`;
  const python = `import socket
for file in range(500):
    open("model/%d" % file).close()
try:
    socket.getaddrinfo("late.invalid", 80)
except OSError:
    pass
`;
  for (const seen of [watch('serve.cjs', node, {}, many), watch('serve.py', python, {}, many)]) {
    expect(seen.reads).toHaveLength(20);
    expect(seen.attempts.map(({ target }) => target)).toEqual(['late.invalid']);
  }
});

test('earlier NODE_OPTIONS still apply', () => {
  const seen = watch('serve.cjs', 'console.log(require("http").maxHeaderSize);', {
    NODE_OPTIONS: '--max-http-header-size=12345',
  });
  expect(seen.said.at(0)).toBe('12345');
});

test('a Node without globalThis, because it is too old, runs the program as usual', () => {
  const own = mkdtempSync(join(tmpdir(), 'own-'));
  onTestFinished(() => rmSync(own, { recursive: true, force: true }));
  writeFileSync(join(own, 'old.cjs'), 'delete globalThis.globalThis;\n');
  const seen = watch('serve.cjs', 'console.log(typeof globalThis, "goes on");', {
    NODE_OPTIONS: `--require=${join(own, 'old.cjs')}`,
  });
  expect(seen.said).toEqual(['undefined goes on']);
});

test('Python’s attempts are reported with the line of code, and its errors do not change', () => {
  const seen = watch(
    'serve.py',
    `import socket, urllib.request
try:
    urllib.request.urlopen("http://fetched.invalid/")
except OSError as fault:
    print(type(fault).__name__)
caller = socket.socket()
caller.setblocking(False)
caller.connect_ex(("192.0.2.1", 443))
socket.socket(type=socket.SOCK_DGRAM).connect_ex(("127.0.0.1", 9))
socket.socket(type=socket.SOCK_DGRAM).connect_ex(("192.0.2.9", 9))
`,
  );
  expect(shortly(seen)).toEqual([
    'lookup fetched.invalid serve.py:3',
    'connect 192.0.2.1:443 serve.py:8',
    'aim 192.0.2.9:9 serve.py:10',
  ]);
  expect(seen.said).toEqual(['URLError']);
});

test('a sitecustomize that was there is loaded still', () => {
  const own = mkdtempSync(join(tmpdir(), 'own-'));
  onTestFinished(() => rmSync(own, { recursive: true, force: true }));
  writeFileSync(join(own, 'sitecustomize.py'), 'import builtins\nbuiltins.own = 42\n');
  const seen = watch('serve.py', 'import sitecustomize\nprint(own, sitecustomize.__file__)\n', {
    PYTHONPATH: own,
  });
  expect(seen.said).toEqual([`42 ${join(own, 'sitecustomize.py')}`]);
});

test('packets without a way and those that others refused are counted, and what a program refuses itself is not', () => {
  const snmp = (noRoutes: number, refused: number, refusedHere: number) =>
    [
      'Ip: Forwarding OutNoRoutes OutTransmits',
      `Ip: 1 ${noRoutes} 8`,
      'Icmp: InMsgs InDestUnreachs OutMsgs OutDestUnreachs',
      `Icmp: ${refused} ${refused} ${refusedHere} ${refusedHere}`,
      'IcmpMsg: InType3 OutType3',
      'IcmpMsg: 7 7',
    ].join('\n');
  expect([lostPackets(snmp(2, 0, 0)), lostPackets(snmp(0, 8, 5)), lostPackets(snmp(0, 0, 4))]).toEqual([
    2, 3, 0,
  ]);
});

test('addresses are read as the kernel shows them', () => {
  expect(addressOf('0100007F:1F90')).toBe('127.0.0.1:8080');
  expect(addressOf('0000000000000000FFFF0000010200C0:01BB')).toBe('192.0.2.1:443');
  expect(addressOf('B80D0120000000000000000001000000:0050')).toBe('[2001:db8:0:0:0:0:0:1]:80');
});
