import { resolve } from 'node:path';
import { prepare } from '../../generate.ts';
import { type Answers, defaultAnswers } from '../../model/answers.ts';
import { type ExitCode, exitCodeFor } from '../../shell/exit-code.ts';
import { loadPackageData } from '../../shell/load-package-data.ts';
import { nameFromFolder, startListing } from '../../shell/start-listing.ts';
import type { Command, CommandCall } from '../command.ts';
import { reportProblems } from '../report-problems.ts';

/** Writes a first manifest and asks nothing: what is not said has a default. */
export const initCommand: Command = {
  name: 'init',
  summary: 'Writes a commented marketplace.yaml to start from.',
  operands: '[folder]',
  mostOperands: 1,
  options: {
    name: {
      kind: 'text',
      placeholder: '<name>',
      help: 'product, image and repository name [the folder’s name]',
    },
    type: { kind: 'text', placeholder: '<type>', help: 'model-package or algorithm [model-package]' },
    framework: {
      kind: 'text',
      placeholder: '<framework>',
      help: 'what the handler is written in [typescript]',
    },
    base: { kind: 'text', placeholder: '<os:version>', help: 'the base of the image [amazonlinux:2023]' },
    input: { kind: 'text', placeholder: '<types>', help: 'content types taken [text/csv,application/json]' },
    output: { kind: 'text', placeholder: '<types>', help: 'content types answered [application/json]' },
    artifacts: { kind: 'text', placeholder: '<mode>', help: 'bundled or s3 [bundled]' },
  },
  examples: ['sagemaker-mkt init', 'sagemaker-mkt init listings/churn --name churn-scorer --type algorithm'],
  run: init,
};

function init(call: CommandCall): ExitCode {
  const folder = resolve(call.cwd, call.operands[0] ?? '.');
  const answers = answersFrom(call.texts, nameFromFolder(folder));
  const { file, problems } = startListing(prepare(loadPackageData()), answers, folder, call.cwd);
  if (problems.length > 0) reportProblems(call.terminal, problems, '1 manifest');
  const code = exitCodeFor(problems);
  if (code === 0)
    call.terminal.out(
      `${file} is written; look at it, then run  sagemaker-mkt generate${call.operands[0] ? ` ${call.operands[0]}` : ''}\n`,
    );
  return code;
}

/** Words that are not among the known ones go into the draft as they are: validation names them and their line. */
export function answersFrom(texts: ReadonlyMap<string, string>, name: string): Answers {
  const list = (text: string | undefined) => text?.split(',').map((item) => item.trim());
  return {
    name: texts.get('name') ?? name,
    productType: (texts.get('type') ?? defaultAnswers.productType) as Answers['productType'],
    framework: texts.get('framework') ?? defaultAnswers.framework,
    base: texts.get('base') ?? defaultAnswers.base,
    input: list(texts.get('input')) ?? defaultAnswers.input,
    output: list(texts.get('output')) ?? defaultAnswers.output,
    artifactMode: (texts.get('artifacts') ?? defaultAnswers.artifactMode) as Answers['artifactMode'],
  };
}
