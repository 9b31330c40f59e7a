import type { Manifest } from '../model/manifest.ts';

/** Programs that need a Python to start. */
const pythonPrograms =
  /^(?:python[\d.]*|uvicorn|gunicorn|hypercorn|granian|daphne|waitress-serve|fastapi|flask|bentoml|mlserver|litserve|ray|torchserve|vllm)$/;

/** Whether the image of a seller's own server gets our Python, and why. */
export function needForPython({ server, base, training }: Manifest): {
  readonly isNeeded: boolean;
  readonly because: string;
} {
  if (typeof base === 'object' && 'image' in base && base.image !== undefined)
    return { isNeeded: false, because: 'the program and all that it needs are in your own image' };
  const [program = ''] = server?.command ?? [];
  if (pythonPrograms.test(program)) return { isNeeded: true, because: `${program} is a program of Python` };
  if (training?.entry?.endsWith('.py'))
    return { isNeeded: true, because: `${training.entry} runs in Python` };
  return { isNeeded: false, because: `${program} is no program of Python` };
}
