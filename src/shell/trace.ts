import { AsyncLocalStorage } from 'node:async_hooks';
import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { type Redactor, redactor } from '../publish/redact.ts';
import { errorCode } from './error-code.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { packageVersion } from './package-files.ts';
import { reportFileFault, traceFile } from './report-file.ts';
import { reportUsage } from './report-usage.ts';
import type { Terminal } from './terminal.ts';

/** The record of a run, without secrets, which a seller can send to somebody. */
export interface Trace {
  /** A line of the record. */
  readonly note: (entry: Readonly<Record<string, unknown>>) => void;
  /** A text that must not be in the record. */
  readonly hide: (secret: string | undefined) => void;
}

const running = new AsyncLocalStorage<Trace>();

/** The trace of the run that this is a part of; undefined where nobody asked for one. */
export function currentTrace(): Trace | undefined {
  return running.getStore();
}

export interface TracedCall {
  readonly command: string;
  /** As the seller writes it; undefined without a trace. */
  readonly file: string | undefined;
  readonly cwd: string;
  readonly terminal: Terminal;
}

/** Runs a command, and writes down what it asks of others, what they answer, what it prints, and when. */
export async function traced(
  { command, file, cwd, terminal }: TracedCall,
  run: (terminal: Terminal) => Promise<ExitCode>,
): Promise<ExitCode> {
  if (file === undefined) return run(terminal);
  const fault = reportFileFault(file, cwd, traceFile);
  if (fault) return reportUsage(terminal, fault);
  const trace = beginTrace(resolve(cwd, file), command, terminal);
  const code = await running.run(trace, () => run(watched(terminal, trace)));
  trace.note({ kind: 'end', code, meaning: meaningOf(code) });
  terminal.err(
    `${file} has the record of this run, without secrets and account numbers; read it before you send it\n`,
  );
  return code;
}

function beginTrace(path: string, command: string, terminal: Terminal): Trace {
  const secrets = new Set(secretsOfEnvironment());
  const redact = redactor(secrets, homedir());
  const begin = Date.now();
  mkdirSync(dirname(path), { recursive: true });
  const write = writer(path, terminal);
  const { platform, arch, version: node } = process;
  write(
    headLine({ command, node, system: `${platform} ${arch}`, started: new Date(begin).toISOString() }),
    'w',
  );
  return {
    note: (entry) => write(noteLine(Date.now() - begin, entry, redact), 'a'),
    hide: (secret) => {
      if (secret) secrets.add(secret);
    },
  };
}

function headLine(head: Readonly<Record<string, string>>): string {
  return `${JSON.stringify({ trace: 'sagemaker-mkt', generator: packageVersion(), ...head })}\n`;
}

function noteLine(at: number, entry: Readonly<Record<string, unknown>>, redact: Redactor): string {
  return `${JSON.stringify({ at, ...Object(redact.value(entry)) })}\n`;
}

/** A record that cannot be written stops nothing: the run itself is what counts. */
function writer(path: string, terminal: Terminal): (line: string, flag: 'w' | 'a') => void {
  let isBroken = false;
  return (line, flag) => {
    if (isBroken) return;
    try {
      // A file of before keeps its mode.
      if (flag === 'w' && statSync(path, { throwIfNoEntry: false })?.isFile()) chmodSync(path, 0o600);
      writeFileSync(path, line, { flag, mode: 0o600 });
    } catch (error) {
      isBroken = true;
      terminal.err(`the record ends here: it cannot be written (${errorCode(error)})\n`);
    }
  };
}

/** Whatever the environment calls a secret. */
function secretsOfEnvironment(): readonly string[] {
  return Object.entries(process.env).flatMap(([name, value]) =>
    value && /token|secret|password|passwd|credential|auth|_key|key_id/i.test(name) ? [value] : [],
  );
}

/** A terminal whose lines are in the record too, but not those that are drawn over. */
function watched(terminal: Terminal, trace: Trace): Terminal {
  const note = (kind: 'printed' | 'said', text: string) => {
    const plain = stripVTControlCharacters(text).trim();
    if (text.endsWith('\n') && plain !== '') trace.note({ kind, text: plain });
  };
  return {
    ...terminal,
    out: (text) => {
      note('printed', text);
      terminal.out(text);
    },
    err: (text) => {
      note('said', text);
      terminal.err(text);
    },
  };
}

function meaningOf(code: ExitCode): string {
  return Object.entries(exitCodes).find(([, number]) => number === code)?.[0] ?? '';
}
