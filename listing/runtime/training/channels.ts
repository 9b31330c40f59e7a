import { type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ChannelFacts } from './channel-data.ts';
import { asObject, type JsonObject, whyUnreadable } from './job-config.ts';
import type { ChannelRule, InputMode } from './rules.ts';

const inputModes: readonly InputMode[] = ['File', 'FastFile', 'Pipe'];

/** Without a configuration, as in a manual run, the channels are found from the data folders. */
export function checkChannels(
  baseDir: string,
  config: JsonObject | undefined,
  rules: readonly ChannelRule[],
  faults: string[],
): readonly ChannelFacts[] {
  const dataDir = join(baseDir, 'input/data');
  try {
    const declared = rules.map((rule) => rule.name);
    const present = config
      ? Object.keys(config)
      : declared.filter((name) => modeFound(join(dataDir, name)) !== undefined);
    for (const { name, required } of rules) {
      const hint = config
        ? `the job's channels are: ${present.join(', ') || 'none'}`
        : `its files belong in ${join(dataDir, name)}`;
      if (required && !present.includes(name)) faults.push(`channel \`${name}\` is required; ${hint}`);
    }
    const inOrder = [...new Set([...declared, ...present])].filter((name) => present.includes(name));
    return inOrder.map((name) => {
      const rule = rules.find((one) => one.name === name);
      return checkChannel(
        { name, dir: join(dataDir, name), written: asObject(config?.[name]), rule },
        faults,
      );
    });
  } catch (fault) {
    faults.push(`${dataDir} cannot be read: ${whyUnreadable(dataDir, fault)}`);
    return [];
  }
}

interface Found {
  readonly name: string;
  readonly dir: string;
  /** The entry in `inputdataconfig.json`. */
  readonly written: JsonObject;
  /** Undefined if the manifest does not declare the channel. It is then not checked. */
  readonly rule: ChannelRule | undefined;
}

function checkChannel({ name, dir, written, rule }: Found, faults: string[]): ChannelFacts {
  const { TrainingInputMode: mode, ContentType: type, RecordWrapperType: wrapper } = written;
  const inputMode = mode === undefined ? modeFound(dir) : meantMode(mode, rule);
  const contentType = typeof type === 'string' && type !== '' ? type : undefined;
  const channel = `channel \`${name}\``;
  const readable = rule?.inputModes ?? inputModes;
  if (mode !== undefined && !readable.some((one) => one === inputMode))
    faults.push(`${channel} comes as ${mode}; it can be: ${readable.join(', ')}`);
  if (contentType !== undefined && rule && !rule.contentTypes.map(essence).includes(essence(contentType)))
    faults.push(`${channel} holds ${contentType}; it can be: ${rule.contentTypes.join(', ')}`);
  if (inputMode !== 'Pipe' && modeFound(dir) !== 'File') faults.push(`${channel} has no folder of data`);
  const recordWrapper = wrapper === 'RecordIO' ? 'RecordIO' : 'None';
  return { name, dir, contentType, inputMode: inputMode ?? 'File', recordWrapper };
}

/** SageMaker writes `File` for FastFile. If the product only accepts FastFile, `File` means FastFile. */
function meantMode(written: unknown, rule: ChannelRule | undefined): InputMode | undefined {
  const onlyFast = rule?.inputModes.includes('FastFile') && !rule.inputModes.includes('File');
  return written === 'File' && onlyFast ? 'FastFile' : inputModes.find((one) => one === written);
}

/** The type without its parameters. */
function essence(type: string): string {
  return (type.split(';', 1)[0] ?? '').trim().toLowerCase();
}

/** Files next to the folders, such as SageMaker's `train-manifest`, are not channels. */
function modeFound(dir: string): InputMode | undefined {
  if (statOf(dir)?.isDirectory()) return 'File';
  return statOf(`${dir}_0`) ? 'Pipe' : undefined;
}

function statOf(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}
