import type { Hyperparameter } from '../model/manifest.ts';
import type { Program } from './project-code.ts';
import { argument, textArgument } from './python-calls.ts';
import type { PythonFile } from './python-file.ts';

/** The names of the channels that a training program reads; `train` where it names none. */
export function channelsOf({ files }: Program): readonly string[] {
  const statements = files.flatMap((file) => file.statements);
  const names = statements.flatMap(({ text, strings }) =>
    strings.flatMap((said) => {
      const ofVariable = /^SM_CHANNEL_(\w+)$/.exec(said)?.[1]?.toLowerCase();
      const ofFolder = /^\/opt\/ml\/input\/data\/([\w-]+)/.exec(said)?.[1];
      // As in AWS's walk-through: `channel_name = "training"`.
      const ofName = /^\w*channel(?:_name)?\s*=\s*""$/i.test(text) ? said : undefined;
      return ofVariable ?? ofFolder ?? ofName ?? [];
    }),
  );
  const found = [...new Set(names)].filter((name) => /^[A-Za-z0-9][\w-]{0,63}$/.test(name)).slice(0, 8);
  return found.length > 0 ? found : ['train'];
}

const most = 100;

/** What `argparse` of the script takes, without what the toolkit's variables say. */
export function hyperparametersOf(file: PythonFile): readonly Hyperparameter[] {
  const found = file.calls
    .filter(({ name }) => /(?:^|\.)add_argument$/.test(name))
    .flatMap((call): Hyperparameter[] => {
      const names = call.arguments
        .filter((one) => one.name === undefined)
        .map(({ known }) => known?.text ?? '');
      const name = names.find((one) => one.startsWith('--'))?.slice(2) ?? '';
      const usual = argument(call, 'default');
      const ofJob =
        call.arguments.some(({ text }) => /\benviron\b|\bgetenv\b/.test(text)) || /dir$|^host/.test(name);
      if (!/^[A-Za-z][\w-]*$/.test(name) || ofJob || argument(call, 'action')) return [];
      const choices = argument(call, 'choices')?.strings ?? [];
      const values = [...new Set(choices)].filter((text) => text !== '').slice(0, 30);
      const text = textArgument(call, 'default');
      if (values.length > 0)
        return [
          { name, type: 'categorical', values, ...(text && values.includes(text) && { default: text }) },
        ];
      return [{ name, ...typed(argument(call, 'type')?.text, usual?.text, text) }];
    });
  const names = found.map(({ name }) => name);
  return found.filter(({ name }, at) => names.indexOf(name) === at).slice(0, most);
}

function typed(
  type: string | undefined,
  usual: string | undefined,
  text: string | undefined,
): Omit<Hyperparameter, 'name'> {
  const number =
    usual !== undefined && /^-?\d+(?:_\d+)*(?:\.\d*)?(?:e[-+]?\d+)?$/i.test(usual)
      ? Number(usual.replaceAll('_', ''))
      : undefined;
  if (type === 'int' || (type === undefined && number !== undefined && Number.isInteger(number)))
    return { type: 'integer', ...(number !== undefined && Number.isInteger(number) && { default: number }) };
  if (type === 'float' || (type === undefined && number !== undefined))
    return { type: 'continuous', ...(number !== undefined && { default: number }) };
  return { type: 'free-text', ...(text !== undefined && text !== '' && { default: text }) };
}
