import { lstatSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Prepared } from '../../generate.ts';
import type { Answers } from '../../model/answers.ts';
import type { FoundModel } from '../../model/model-files/found-model.ts';
import { judge, placeFor, servedBy } from '../../model/model-files/grades.ts';
import { answersForModel } from '../../model/model-files/listing-for-model.ts';
import {
  type FoundInFolder,
  recogniseFile,
  recogniseFolder,
} from '../../model/model-files/recognise-model.ts';
import { failure, ok, type Result } from '../../model/result.ts';
import type { PrintedError } from '../../problem/print-error.ts';
import type { LoadedSource } from './loaded-source.ts';
import { type OpenModel, openModel } from './open-model.ts';
import type { ModelCopy } from './place-model.ts';

/** Looks into a model's file or folder, in bounded pieces. Nothing in it is loaded or run. */
export function loadModel(
  prepared: Prepared,
  named: string,
  cwd: string,
): Result<LoadedSource, PrintedError> {
  const opened = openModel(named, cwd);
  if (!opened.ok) return opened;
  try {
    const one = theOne(opened.value, named);
    if (!one.ok) return one;
    const { found, paths } = one.value;
    const judged = judge(found);
    const copies = copiesOf(opened.value, found, paths);
    if (!copies.ok) return copies;
    return ok({
      kind: 'model',
      model: found,
      code: [],
      written: [],
      packages: [],
      problems: [],
      reported: { path: named, found, judged, assumed: assumedOf(found, opened.value, paths) },
      answers: answersForModel(found, prepared.catalogue.frameworks),
      copies: copies.value,
    });
  } finally {
    opened.value.close();
  }
}

/** The model that is meant: in a folder of several, nobody knows which. */
function theOne(opened: OpenModel, named: string): Result<FoundInFolder, PrintedError> {
  if (opened.kind === 'file') {
    const found = recogniseFile(opened.file);
    return found ? ok({ found, paths: [opened.file.name] }) : failure(unknown(named));
  }
  const all = recogniseFolder(opened.folder);
  const [one, ...others] = all;
  if (!one) return failure(unknown(named));
  if (others.length === 0) return ok(one);
  const names = all.map(({ paths }) => paths[0] ?? '').slice(0, 5);
  return failure({
    what: `${named} holds ${all.length} models: ${names.join(', ')}${all.length > 5 ? ', …' : ''}`,
    fix: `name one of them, such as  --from ${join(named, names[0] ?? '')}`,
  });
}

function unknown(named: string): PrintedError {
  const isOfProject = /\.(?:ipynb|toml|ya?ml|sh)$|(?:^|[/\\.])Dockerfile$/i.test(named);
  if (isOfProject)
    return {
      what: `${named} is a file of a project, and no model`,
      fix: `name the folder of the project:  --from ${dirname(named)}`,
    };
  return {
    what: `${named} is no kind of model that this tool knows`,
    fix: 'start with  sagemaker-mkt init --framework python , put it into model/ and write `load` and `predict` in python/model.py; or export it to ONNX',
  };
}

function copiesOf(
  opened: OpenModel,
  found: FoundModel,
  paths: readonly string[],
): Result<readonly ModelCopy[], PrintedError> {
  const [only = ''] = paths;
  if (paths.length > 1) return ok(paths.map((path) => ({ from: join(opened.path, path), to: path })));
  const from = opened.kind === 'file' ? opened.path : join(opened.path, only);
  const copies = [{ from, to: placeFor(basename(only), servedBy(found)) }];
  for (const name of found.besides ?? []) {
    const beside = join(dirname(from), name);
    const isPlain = basename(name) === name && !/^\.{0,2}$/.test(name);
    if (!isPlain || !lstatSync(beside, { throwIfNoEntry: false })?.isFile())
      return failure(notBeside(only, name));
    copies.push({ from: beside, to: name });
  }
  return ok(copies);
}

function notBeside(model: string, name: string): PrintedError {
  return {
    what: `the weights of ${model} are in ${JSON.stringify(name)}, and there is no such file beside it`,
    fix: 'put it there, or export the model into one file',
  };
}

function assumedOf(found: FoundModel, opened: OpenModel, paths: readonly string[]): readonly string[] {
  const others = opened.kind === 'folder' ? opened.folder.paths.filter((path) => !paths.includes(path)) : [];
  return [
    ...(found.assumed ?? []),
    ...(others.length > 0 ? [`the model does not need ${some(others)} from its folder`] : []),
  ];
}

function some(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}

/** With the grade that it has where the seller chose another framework than that of the model. */
export function judgedFor(model: LoadedSource, { framework }: Pick<Answers, 'framework'>): LoadedSource {
  if (model.kind === 'project') return model;
  const { found, judged } = model.reported;
  if (framework === servedBy(found).framework) return model;
  const because = `you chose ${framework}, whose handler as generated takes other models`;
  const missing = ['write `load` and `predict` in your handler', ...judged.missing];
  return { ...model, reported: { ...model.reported, judged: { grade: 'needs-load', because, missing } } };
}
