import { join } from 'node:path';
import { runtimeFolder } from '../folder.ts';
import { logLine } from '../log.ts';
import { limitsOf } from '../serving/limits.ts';
import { linkProcess, type ProcessLink } from '../serving/linked-process.ts';
import { PythonProcess, type PythonSource } from './python-process.ts';

/** Runs a program of `runtime/`. */
export function startProgram(
  name: string,
  words: readonly string[],
  environment: NodeJS.ProcessEnv,
): ProcessLink {
  return linkProcess('python3', [join(runtimeFolder, name), ...words], environment);
}

/** A process of its own, which loads the model of `python/model.py`, or of the module that is named. */
export function separatePython(
  modelDir: string,
  environment: NodeJS.ProcessEnv,
  handlers: readonly string[] = [],
): PythonSource {
  const load: PythonSource['load'] = (link) => {
    link.send('load', 0);
    return link.next();
  };
  return { link: startProgram('python/worker.py', [modelDir, ...handlers], environment), load };
}

/** The process that holds the model of a worker. */
export function startPython(source: PythonSource, onEnd: (how: string) => void): PythonProcess {
  return new PythonProcess({
    source,
    stepTimeoutMs: limitsOf(process.env).timeoutSeconds * 1000,
    onStuck: () => logLine({ level: 'error', event: 'python-stuck', message: stuck }),
    onEnd,
  });
}

const stuck = 'one call takes longer than the timeout; the traceback of Python follows';
