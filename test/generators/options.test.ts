import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createEnv } from 'yeoman-environment';
import type Generator from 'yeoman-generator';
import { parseYeomanCall } from '../../generators/app/parse-yeoman-call.ts';
import { failure, ok } from '../../src/model/result.ts';
import { ciCommand } from '../../src/shell/commands/ci.ts';
import type { Command } from '../../src/shell/commands/command.ts';
import { generateCommand } from '../../src/shell/commands/generate.ts';
import { initCommand } from '../../src/shell/commands/init.ts';
import { registerCommand } from '../../src/shell/commands/register.ts';
import { rehearseCommand } from '../../src/shell/commands/rehearse.ts';
import { uploadCommand } from '../../src/shell/commands/upload.ts';
import { root } from '../support/built.ts';

/** As `yo` reads a command line: by meow, which knows none of our options. */
const yo = createRequire(createRequire(import.meta.url).resolve('yo/package.json'));
const { default: meow } = await import(yo.resolve('meow'));

function said(command: Command, ...argv: string[]) {
  const { input, flags } = meow({ autoHelp: false, autoVersion: false, argv, importMeta: import.meta });
  return parseYeomanCall(command, { words: input, options: flags, isGuest: false });
}

const app = {
  ...generateCommand,
  mostOperands: 1,
  options: { ...initCommand.options, ...generateCommand.options },
};
/** Yeoman hands its own environment over as `env`. */
function withoutEnv({ env: _, ...options }: Command['options']): Command['options'] {
  return options;
}

const generators: Readonly<Record<string, Command>> = {
  app,
  ci: ciCommand,
  fleet: generateCommand,
  register: registerCommand,
  rehearse: { ...rehearseCommand, options: withoutEnv(rehearseCommand.options) },
  upload: uploadCommand,
};

test.each([
  [['--dry-run', 'a'], ['a'], ['dry-run']],
  [['--json', 'a', '--dry-run'], ['a'], ['json', 'dry-run']],
  [['a', '--dry-run=false'], ['a'], []],
  [['a', '--no-dry-run'], ['a'], []],
  [['--force', '7'], ['7'], ['force']],
  [['-f', 'a'], ['a'], ['f']],
  [['-q', 'a'], ['a'], ['quiet']],
  [['-v'], [], ['verbose']],
  [['--quiet', 'a'], ['a'], ['quiet']],
])('`yo` with %j means the operands %j and the flags %j', (argv, operands, flags) => {
  const call = said(app, ...argv);
  if (!call.ok) throw new Error(call.reason);
  expect([call.value.operands, [...call.value.flags].sort()]).toEqual([operands, [...flags].sort()]);
});

test('an option that says no is as on a command line, and an operand behind it stays one', () => {
  const flags = new Set(['no-wait']);
  expect(said(registerCommand, '--no-wait', 'a')).toEqual(ok({ operands: ['a'], flags, texts: new Map() }));
  const value = { operands: ['a'], flags: new Set() };
  expect(said(registerCommand, '--wait', 'a')).toMatchObject({ ok: true, value });
});

test.each([
  [['--nmae', 'x'], '`generate` has no option `--nmae`; did you mean `--name`?'],
  [['--name'], '`--name` needs a value: --name <name>'],
  [['--name', 'a', '--name', 'b'], '`--name` is given twice'],
  [['--no-name'], '`generate` has no option `--no-name`'],
  [['-x'], '`generate` has no option `-x`'],
  [['--skip-isntall'], '`generate` has no option `--skip-isntall`; did you mean `--skip-install`?'],
  [['a', 'b'], '`generate` takes no `b`'],
  [['-q', '-v'], '`--quiet` and `--verbose` exclude each other'],
  [['-'], '`generate` takes no manifest from standard input: it needs the folder of one'],
])('`yo` with %j is wrong usage', (argv, fault) => {
  expect(said(app, ...argv)).toEqual(failure(fault));
});

test('a letter of a parent generator means nothing to a guest', () => {
  const options = { v: 'theirs', q: true, verbose: true };
  const call = parseYeomanCall(app, { words: [], options, isGuest: true });
  expect(call).toEqual(ok({ operands: [], flags: new Set(['verbose']), texts: new Map() }));
});

describe.each(Object.keys(generators))('the generator `%s`', (name) => {
  const command = generators[name] ?? app;

  test('has each flag of its command, and takes each that its help prints', async () => {
    const env = createEnv({ cwd: root });
    env.register(join(root, `generators/${name}/index.ts`), { namespace: `sagemaker-mkt:${name}` });
    const generator = (await env.create(`sagemaker-mkt:${name}`, {
      generatorOptions: { help: true },
    } as object)) as unknown as Generator;
    const help = generator.help();
    const printed = [...help.matchAll(/^ +(-\w, )? *--([a-z-]+)/gm)].flatMap(([, short, long]) => [
      ...(short ? [short.slice(0, 2)] : []),
      `--${long}`,
    ]);
    const own = Object.keys(command.options).map((option) => `--${option.replace(/^no-/, '')}`);
    expect(printed).toEqual(expect.arrayContaining([...own, '-h', '--help', '--skip-cache']));
    const yeomans = [
      '-f',
      '--force',
      '--bail',
      '--skip-yo-resolve',
      '--ignore-whitespace',
      '--local-only',
      '--no-color',
    ];
    for (const flag of [...printed, ...yeomans]) {
      const isText = command.options[flag.slice(2)]?.kind === 'text';
      const forms = isText
        ? [[flag, 'value']]
        : [
            [flag],
            ...(flag.startsWith('--no-') ? [] : flag.startsWith('--') ? [[flag.replace('--', '--no-')]] : []),
          ];
      for (const argv of forms) expect(said(command, ...argv), argv.join(' ')).toHaveProperty('ok', true);
    }
  });
});
