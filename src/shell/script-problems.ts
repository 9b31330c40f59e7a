import { join } from 'node:path';
import { frameworkFilesOf } from '../generate.ts';
import { onlyDefinesTrain } from '../imports/only-defines-train.ts';
import type { LocatedProblem } from '../model/problem.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { scriptKind } from '../model/script-kind.ts';
import { inFolder, type ListingProblem } from './listing-problems.ts';
import { readRegularText } from './read-regular-file.ts';

/** Errors where a script that the manifest names is there, and cannot do its work. */
export function scriptErrors(
  listing: ResolvedListing,
  folder: string,
  cwd: string,
): readonly LocatedProblem[] {
  const { inference, training } = listing;
  const hasDefault = frameworkFilesOf(listing).script?.loadsModel;
  const scripts = [
    { path: training?.entry ?? null, faultsIn: trainingFaults },
    { path: hasDefault ? null : inference.entry, faultsIn: inferenceFaults },
  ];
  return scripts.flatMap(({ path, faultsIn }) => {
    const text = path === null ? undefined : readRegularText(join(folder, path));
    if (path === null || text === undefined) return [];
    return faultsIn(path, text).map((problem) => {
      const located = inFolder(problem, folder, cwd);
      const source = text.split(/\r\n?|\n/)[(problem.line ?? 1) - 1] ?? '';
      return { ...located, location: { ...located.location, source, length: source.length } };
    });
  });
}

function inferenceFaults(path: string, text: string): readonly ListingProblem[] {
  if (/\bmodel_fn\b/.test(text)) return [];
  return [
    {
      path,
      severity: 'error',
      code: 'script-without-model-fn',
      what: '`inference.entry` names this script, and it has no `model_fn`',
      because: 'this function loads the model, and there is no default for it',
      fix: 'write  def model_fn(model_dir): … , which returns the model, and  def predict_fn(data, model): …',
    },
  ];
}

function trainingFaults(path: string, text: string): readonly ListingProblem[] {
  const kind = scriptKind(path, text);
  if (kind === 'unknown') return [withoutInterpreter(path)];
  const line = kind === 'python' ? onlyDefinesTrain(text) : undefined;
  return line === undefined ? [] : [onlyDefined(path, line)];
}

function withoutInterpreter(path: string): ListingProblem {
  return {
    path,
    severity: 'error',
    code: 'script-without-interpreter',
    what: '`training.entry` names this file, and neither its name nor its first line says what runs it',
    rule: 'a name that ends with .py is run with python3, one that ends with .sh by a shell, and any other by the program behind #! in its first line',
    fix: `begin it with a line  #!/usr/bin/env python3  or  #!/bin/sh ; a compiled program is started from a shell script`,
  };
}

function onlyDefined(path: string, line: number): ListingProblem {
  return {
    path,
    line,
    severity: 'error',
    code: 'script-only-defines-train',
    what: 'this script defines `train`, and nothing calls it: the job would end at once with an empty model',
    because:
      'SageMaker’s toolkits run the script as a program, as `train` does here; only the first containers, of MXNet and Chainer, called its functions',
    fix: 'call it below:  if __name__ == "__main__": train(…) , with values from the command line, os.environ["SM_CHANNEL_TRAIN"] and so on, and save what it returns into os.environ["SM_MODEL_DIR"]',
  };
}
