import type { PromptQuestion } from '@yeoman/types';
import type { Result } from '../../src/model/result.ts';
import type { PrintedError } from '../../src/problem/print-error.ts';

/** The path is tried when it is given. An empty one means that there is no model yet. */
export function modelQuestion(
  load: (path: string) => Result<unknown, PrintedError>,
): PromptQuestion<{ model: string }> {
  return {
    type: 'input',
    name: 'model',
    message: 'Do you have a model or a project? Its file or folder (empty if not)',
    validate: (path: string) => {
      const loaded = path.trim() === '' ? undefined : load(path.trim());
      return loaded?.ok === false ? `${loaded.reason.what}; ${loaded.reason.fix}` : true;
    },
  };
}
