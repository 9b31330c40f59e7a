import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const place = (path: string) => fileURLToPath(new URL(path, import.meta.url));

let folder: string | undefined;

/**
 * A PATH with an `aws` that uses this machine's AWS CLI, loaded once for all calls of this process. Alone,
 * the AWS CLI takes a second to start. If it cannot be loaded, the PATH has the plain one.
 */
export function pathWithQuickAws(): string {
  folder ??= startServer();
  return [folder, process.env['PATH']].filter(Boolean).join(':');
}

/** The folder of its `aws`, or an empty text. */
function startServer(): string {
  const found = findProgram();
  if (found === undefined) return '';
  const [python, program] = found;
  const made = mkdtempSync(join(tmpdir(), 'sagemaker-mkt-aws-'));
  const client = readFileSync(place('quick_aws_client.py'), 'utf8');
  writeFileSync(join(made, 'aws'), `#!${python} -IS\n${client}`, { mode: 0o755 });
  const server = spawn(python, [place('quick_aws_server.py'), made, program], {
    stdio: ['pipe', 'ignore', 'inherit'],
    env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' },
  });
  server.unref();
  if (server.stdin instanceof Socket) server.stdin.unref();
  return made;
}

/** The AWS CLI's Python and program file; a version manager's script may be in front of them. */
function findProgram(): readonly [string, string] | undefined {
  const env = { ...process.env, PYTHONPATH: place('python_program') };
  const { stdout } = spawnSync('aws', ['--version'], { encoding: 'utf8', env });
  const [, python = '', program = ''] = /^\["(\/\S+)", "(\/\S+)"\]$/m.exec(stdout) ?? [];
  return program && readFileSync(program, 'utf8').includes('awscli') ? [python, program] : undefined;
}
