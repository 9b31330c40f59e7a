'use strict';
// A rehearsal loads this into every Node process of a listing, before the listing's own code. It writes a line for each
// attempt to reach another machine or to change a file of the model, and for the first files of the model that are read.
// It changes nothing else: every function is called with its original arguments. Listings do not contain this file. It
// must run in any Node version that an image has, so it uses only the syntax of Node 10.
const fs = require('fs');
const os = require('os');
const net = require('net');
const dns = require('dns');
const dgram = require('dgram');
const path = require('path');
const { syncBuiltinESMExports } = require('module');

const file = process.env.SAGEMAKER_MKT_SEEN;
const model = process.env.SAGEMAKER_MKT_MODEL;
/** The names that the folder of the model has. */
const reads = JSON.parse(process.env.SAGEMAKER_MKT_READS || '[]');
const append = fs.appendFileSync.bind(fs);

/** The limits per process: more lines would show nothing new. */
const left = { read: 20, attempt: 200 };

function tell(kind, target) {
  try {
    const limit = kind === 'read' ? 'read' : 'attempt';
    if (!file || left[limit] <= 0) return;
    left[limit] -= 1;
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
    // The watcher must never disturb the program.
  }
}

/** The innermost line of the listing's own code, or of a package: not of Node or this file. */
function caller() {
  const lines = String(new Error('here').stack).split('\n').slice(1);
  const own = lines.filter((line) => !line.includes(__filename) && !/\(node:|at node:|internal\//.test(line));
  const line = own.find((one) => !one.includes('/node_modules/')) || own[0];
  const place = line && /(?:\(|at |async )((?:file:\/\/)?\/.*:\d+):\d+\)?$/.exec(line);
  return place ? decodeURI(place[1].replace(/^file:\/\//, '')) : undefined;
}

/** Wraps a function: before each call, the target that `targetOf` finds in the arguments is written down. */
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
      // The `prototype` of a function cannot be replaced.
    }
  }
  owner[name] = watched;
}

function isHere(host) {
  return (
    !host ||
    host === 'localhost' ||
    host === os.hostname() ||
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

function textOf(place) {
  return typeof place === 'string'
    ? place
    : place instanceof URL
      ? decodeURIComponent(place.pathname)
      : String(place);
}

function inModel(place) {
  if (!model || place === undefined || place === null) return undefined;
  const text = textOf(place);
  return text === model || text.startsWith(`${model}/`) ? text : undefined;
}

const statOf = fs.statSync.bind(fs);
const read = new Set();

/** A file's path in the folder of the model, at its first opening. Code is not what the model knows. */
function fileRead([place]) {
  if (left.read <= 0 || place === undefined || place === null || typeof place === 'number') return undefined;
  const text = path.resolve(textOf(place));
  const folder = reads.find((one) => text.startsWith(`${one}/`));
  if (folder === undefined || read.has(text) || !statOf(text).isFile()) return undefined;
  read.add(text);
  return /\.[cm]?[jt]s$/.test(text) ? undefined : text.slice(folder.length + 1);
}

function toWrite(flags) {
  return typeof flags === 'string' ? /[wa+]/.test(flags) : typeof flags === 'number' && (flags & 3) !== 0;
}

const changes =
  /^(writeFile|appendFile|mkdir|mkdtemp|rm|rmdir|unlink|rename|truncate|chmod|chown|utimes|symlink|createWriteStream)(Sync)?$/;
for (const owner of model ? [fs, fs.promises] : [])
  for (const name of Object.getOwnPropertyNames(owner)) {
    if (changes.test(name))
      before(owner, name, 'write', ([place, second]) => inModel(name.startsWith('symlink') ? second : place));
    if (/^open(Sync)?$/.test(name))
      before(owner, name, 'write', ([place, flags]) => (toWrite(flags) ? inModel(place) : undefined));
  }

for (const owner of reads.length > 0 ? [fs, fs.promises] : [])
  for (const name of Object.getOwnPropertyNames(owner || {}))
    if (/^(readFile|copyFile)(Sync)?$|^(createReadStream|openAsBlob)$/.test(name))
      before(owner, name, 'read', fileRead);
    else if (/^open(Sync)?$/.test(name))
      before(owner, name, 'read', (words) => (toWrite(words[1]) ? undefined : fileRead(words)));

if (syncBuiltinESMExports) syncBuiltinESMExports();
tell('watching', 'node');
