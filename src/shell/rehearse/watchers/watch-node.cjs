'use strict';
// A rehearsal loads this into every Node process of a listing, before the listing's own code. It writes a line for each
// attempt to reach another machine or to change a file of the model, and passes every call on unchanged. It is not a part
// of listings. An image may have any Node, so this is written for Node 10.
const fs = require('fs');
const net = require('net');
const dns = require('dns');
const dgram = require('dgram');
const { syncBuiltinESMExports } = require('module');

const file = process.env.SAGEMAKER_MKT_SEEN;
const model = process.env.SAGEMAKER_MKT_MODEL;
const append = fs.appendFileSync.bind(fs);

/** The most lines of one process; more would say nothing new. */
let left = 200;

function tell(kind, target) {
  try {
    if (!file || left <= 0) return;
    left -= 1;
    const program = process.argv[1] || process.argv[0];
    const line = {
      kind,
      target,
      language: 'node',
      pid: process.pid,
      program,
      where: kind === 'watching' ? undefined : caller(),
    };
    append(file, `${JSON.stringify(line)}\n`);
  } catch {
    // A watcher must not change what the program does.
  }
}

/** The innermost line of the listing's own code: not of Node, a package or this file. */
function caller() {
  const lines = String(new Error('here').stack).split('\n').slice(1);
  const own = lines.filter((line) => !line.includes(__filename) && !/\(node:|at node:|internal\//.test(line));
  const line = own.find((one) => !one.includes('/node_modules/')) || own[0];
  const place = line && /(?:\(|at |async )((?:file:\/\/)?\/.*:\d+):\d+\)?$/.exec(line);
  return place ? decodeURI(place[1].replace(/^file:\/\//, '')) : undefined;
}

/** Wraps a function: `targetOf` sees the arguments of each call, and the target that it returns is written. */
function before(owner, name, kind, targetOf) {
  const original = owner && owner[name];
  if (typeof original !== 'function') return;
  function watched(...words) {
    let target;
    try {
      target = targetOf(words);
    } catch {
      target = undefined;
    }
    if (target) tell(kind, target);
    return Reflect.apply(original, this, words);
  }
  for (const key of Reflect.ownKeys(original)) {
    try {
      Object.defineProperty(watched, key, Object.getOwnPropertyDescriptor(original, key));
    } catch {
      // Its own prototype stays.
    }
  }
  owner[name] = watched;
}

function isHere(host) {
  return (
    !host ||
    host === 'localhost' ||
    host === '0.0.0.0' ||
    host === '::' ||
    host === '::1' ||
    /^127\.|^::ffff:127\./.test(host)
  );
}

function addressOf(host, port) {
  if (typeof host !== 'string' || isHere(host)) return undefined;
  return port ? `${host}:${port}` : host;
}

function nameOf([host]) {
  return typeof host === 'string' && net.isIP(host) === 0 ? addressOf(host) : undefined;
}

before(net.Socket.prototype, 'connect', 'connect', (words) => {
  const [first, second] = Array.isArray(words[0]) ? words[0] : words;
  if (first && typeof first === 'object') return first.path ? undefined : addressOf(first.host, first.port);
  return addressOf(second, first);
});
before(global, 'fetch', 'connect', ([resource]) => {
  const { hostname, port, protocol } = new URL(
    typeof resource === 'object' && resource.url ? resource.url : String(resource),
  );
  return /^https?:$/.test(protocol)
    ? addressOf(hostname.replace(/^\[|\]$/g, ''), port || (protocol === 'https:' ? '443' : '80'))
    : undefined;
});
for (const owner of [
  dns,
  dns.promises,
  dns.Resolver.prototype,
  dns.promises && dns.promises.Resolver.prototype,
])
  for (const name of Object.getOwnPropertyNames(owner || {}))
    if (/^(lookup|resolve(?!r)[A-Za-z0-9]*)$/.test(name)) before(owner, name, 'lookup', nameOf);
before(dgram.Socket.prototype, 'send', 'send', (words) => {
  const [port, host] = words.filter((word) => typeof word !== 'function').slice(-2);
  return typeof host === 'string' ? addressOf(host, port) : undefined;
});
before(dgram.Socket.prototype, 'connect', 'connect', ([port, host]) => addressOf(host, port));

function inModel(path) {
  if (!model || path === undefined || path === null) return undefined;
  const text =
    typeof path === 'string' ? path : path instanceof URL ? decodeURI(path.pathname) : String(path);
  return text === model || text.startsWith(`${model}/`) ? text : undefined;
}

const changes =
  /^(writeFile|appendFile|mkdir|mkdtemp|rm|rmdir|unlink|rename|truncate|chmod|chown|utimes|symlink|createWriteStream)(Sync)?$/;
for (const owner of model ? [fs, fs.promises] : [])
  for (const name of Object.getOwnPropertyNames(owner)) {
    if (changes.test(name))
      before(owner, name, 'write', ([path, second]) => inModel(name.startsWith('symlink') ? second : path));
    if (/^open(Sync)?$/.test(name))
      before(owner, name, 'write', ([path, flags]) =>
        (typeof flags === 'string' ? /[wa+]/.test(flags) : typeof flags === 'number' && (flags & 3) !== 0)
          ? inModel(path)
          : undefined,
      );
  }

if (syncBuiltinESMExports) syncBuiltinESMExports();
tell('watching', 'node');
