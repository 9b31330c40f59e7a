import { spawn } from 'node:child_process';
import type { ImageFacts } from '../../rehearse/stage.ts';
import { askEngine, type ContainerEngine } from '../engine/container-engine.ts';
import { layerFiles } from './tar-names.ts';

/** Larger layers would take too long to read. */
const mostBytes = 4e9;

interface Inspected {
  readonly Id?: string;
  readonly Os?: string;
  readonly Architecture?: string;
  readonly Size?: number;
  readonly Config?: {
    readonly Entrypoint?: readonly string[] | string | null;
    readonly User?: string;
    readonly Env?: readonly string[] | null;
  };
}

export async function inspectImage(
  { name: engine }: ContainerEngine,
  name: string,
  role: ImageFacts['role'],
): Promise<Omit<ImageFacts, 'scan'>> {
  const { output } = await askEngine(engine, ['image', 'inspect', name]);
  const [inspected = {}] = JSON.parse(output) as readonly Inspected[];
  const { Id = '', Os, Architecture, Size = 0, Config } = inspected;
  return {
    name,
    id: Id,
    role,
    platform: `${Os}/${Architecture}`,
    entrypoint: [Config?.Entrypoint ?? []].flat(),
    user: Config?.User ?? '',
    bytes: Size,
    environment: Config?.Env ?? [],
    inspected: output,
    history: await readHistory(engine, name),
    ...(Size < mostBytes ? await readLayers(engine, name) : unread),
  };
}

async function readHistory(engine: string, name: string): Promise<ImageFacts['history']> {
  const words = ['history', '--no-trunc', '--human=false', '--format', '{{.Size}}\t{{.CreatedBy}}', name];
  const { output } = await askEngine(engine, words);
  return output.split(/\n(?=\d+\t)/).flatMap((line) => {
    const [, bytes, command] = /^(\d+)\t(.*)$/s.exec(line) ?? [];
    return bytes === undefined || command === undefined ? [] : [{ command, bytes: Number(bytes) }];
  });
}

type Layers = Pick<ImageFacts, 'files' | 'osRelease'>;

const unread: Layers = { files: undefined, osRelease: undefined };

/** Through a pipe, because an image does not fit into a buffer. */
async function readLayers(engine: string, name: string): Promise<Layers> {
  const saving = spawn(engine, ['save', name], { stdio: ['ignore', 'pipe', 'ignore'] });
  saving.on('error', () => {});
  const layers = await layerFiles(saving.stdout);
  saving.kill();
  return layers.files.length > 0 ? layers : unread;
}
