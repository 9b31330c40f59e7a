import { logLine } from '../log.ts';
import { limitsOf } from '../serving/limits.ts';
import { PythonProcess } from './python-process.ts';

/** Starts the process that holds the model of `python/model.py`. */
export function startPython(
  modelDir: string,
  environment: NodeJS.ProcessEnv,
  onEnd: (how: string) => void,
): PythonProcess {
  return new PythonProcess({
    modelDir,
    environment,
    stepTimeoutMs: limitsOf(process.env).timeoutSeconds * 1000,
    onStuck: () => logLine({ level: 'error', event: 'python-stuck', message: stuck }),
    onEnd,
  });
}

const stuck = 'one call takes longer than the timeout; the traceback of Python follows';
