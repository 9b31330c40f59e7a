import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { allCommands } from '../../src/cli/commands/all-commands.ts';
import { missingTool } from '../support/required-tool.ts';
import { runCommand } from '../support/run-command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { sharedByTests } from '../support/when-over.ts';

/** How each shell starts without the settings of its user, and what it is told first. */
const shells = {
  bash: { command: ['bash', '--norc', '--noprofile', '-i'], first: [] },
  zsh: { command: ['zsh', '-f', '-i'], first: ['autoload -Uz compinit; compinit -D\n'] },
  fish: { command: ['fish', '--no-config', '-i'], first: [] },
} as const;

type Shell = keyof typeof shells;

const keys = [
  ...['sagemaker-mkt val\t', '--form\t', 'gi\t', '\n'],
  ...['sagemaker-mkt init --base=amazonlinux:20\t', '--ty\t', 'al\t', '\n'],
  ...['sagemaker-mkt generate --qu\t', 'walk\t', '\n'],
  ...['sagemaker-mkt check --policy walk\t', '\n'],
  ...['sagemaker-mkt help reh\t', '\n'],
  ...['sagemaker-mkt completion f\t', '\n'],
  ...['sagemaker-mkt --ver\t', '\n'],
];

/** Types the keys on a real terminal, and returns the arguments of each call of `sagemaker-mkt`, a stand-in that notes them. */
async function typed(shell: Shell): Promise<string[]> {
  const folder = temporaryFolder();
  const script = join(folder, 'script');
  writeFileSync(script, (await runCommand(['completion', shell])).out);
  mkdirSync(join(folder, 'bin'));
  mkdirSync(join(folder, 'walkthrough'));
  const noted = join(folder, 'noted');
  const standIn = join(folder, 'bin/sagemaker-mkt');
  writeFileSync(standIn, `#!/bin/sh\nprintf '<%s>' "$@" >>'${noted}'\necho >>'${noted}'\n`);
  chmodSync(standIn, 0o755);
  const { command, first } = shells[shell];
  const lines = [...first, `source ./script\n`, ...keys, 'exit\n'];
  const program = new URL('../support/type_into_shell.py', import.meta.url).pathname;
  const { stdout, stderr } = await promisify(execFile)(
    'python3',
    [program, JSON.stringify(lines), ...command],
    {
      cwd: folder,
      env: {
        PATH: `${join(folder, 'bin')}:${process.env['PATH']}`,
        HOME: folder,
        TERM: 'xterm',
        LC_ALL: 'C.UTF-8',
      },
    },
  );
  return existsSync(noted) ? readFileSync(noted, 'utf8').trimEnd().split('\n') : [stdout + stderr];
}

describe('on a terminal', () => {
  /** All shells at the same time: they only wait. */
  const said = sharedByTests(async () => {
    const there = (Object.keys(shells) as Shell[]).filter((shell) => !missingTool(shell));
    return new Map(await Promise.all(there.map(async (shell) => [shell, await typed(shell)] as const)));
  });

  for (const shell of Object.keys(shells) as Shell[]) {
    const missing = missingTool(shell);
    test.skipIf(missing)(
      `${shell} completes commands, options, their values and files${missing ? ` (${missing})` : ''}`,
      () => {
        const calls = said().get(shell) ?? [];
        expect(
          calls.map((call) => call.replaceAll(/(<--(?:format|type))=/g, '$1><').replaceAll('/>', '>')),
        ).toEqual([
          '<validate><--format><github>',
          '<init><--base=amazonlinux:2023><--type><algorithm>',
          '<generate><--quiet><walkthrough>',
          '<check><--policy><walkthrough>',
          '<help><rehearse>',
          '<completion><fish>',
          '<--version>',
        ]);
      },
    );
  }
});

test.each(Object.keys(shells))('the script of %s has every command and every option', async (shell) => {
  const { code, out } = await runCommand(['completion', shell]);
  expect(code).toBe(0);
  for (const { name, options } of allCommands) {
    expect(out).toMatch(new RegExp(`^\\W*(complete -c sagemaker-mkt .*)?${name}\\b`, 'm'));
    for (const option of Object.keys(options))
      expect(out, `${name} --${option}`).toMatch(new RegExp(`(--|-l )${option}\\b`));
  }
});

test.each([
  [[], 'write  sagemaker-mkt completion bash|zsh|fish'],
  [['bsh'], 'write  sagemaker-mkt completion bash'],
  [['powershell'], 'there is no completion for `powershell`'],
])('%j is wrong usage', async (words, says) => {
  const { code, err } = await runCommand(['completion', ...words]);
  expect([code, err]).toEqual([2, expect.stringContaining(says)]);
});

const shellcheck = missingTool('shellcheck');

test.skipIf(shellcheck)(
  `shellcheck has nothing to say about the script of bash${shellcheck ?? ''}`,
  async () => {
    const input = (await runCommand(['completion', 'bash'])).out;
    const { stdout } = spawnSync('shellcheck', ['--severity=style', '--shell=bash', '-'], {
      input,
      encoding: 'utf8',
    });
    expect(stdout).toBe('');
  },
);
