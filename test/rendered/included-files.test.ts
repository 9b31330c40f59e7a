import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { stagePrograms } from '../../src/shell/rehearse/staged-programs.ts';
import { placeListing, resolveText } from '../support/build-listing.ts';
import { algorithm, modelPackage } from '../support/expect-problems.ts';
import { pythonOf, titled } from '../support/python.ts';
import { withThisNode } from '../support/running-server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { trainingFolder } from '../support/training-folder.ts';
import { askListing, train } from '../support/use-listing.ts';

const python = pythonOf('listing');
const PATH = withThisNode(python.programs ?? '')['PATH'] ?? '';
const include = 'include: [churnlib, config/rules.json, shared.py]';
const included = {
  'churnlib/__init__.py': '',
  'churnlib/scores.py':
    'from churnlib import limits\n\n\ndef score(row):\n    return float(row[0]) * limits.FACTOR\n',
  'churnlib/limits.py': 'FACTOR = 2\n',
  'churnlib/scores.ts':
    "import { factor } from './limits.ts';\nexport const score = (x: number) => x * factor;\n",
  'churnlib/limits.ts': 'export const factor = 2;\n',
  'config/rules.json': '{"offset": 1}',
  'shared.py': 'NAME = "shared"\n',
};
const scoring = 'from churnlib.scores import score\nimport shared, json, pathlib\n';
const channels = 'channels: [{ name: train, contentTypes: [text/csv] }]';

/** Copies with exactly the files that the images would have. */
function staged(yaml: string, files: Readonly<Record<string, string>>) {
  const folder = join(temporaryFolder(), 'a listing');
  placeListing(folder, yaml);
  for (const [path, text] of Object.entries({ ...included, ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    if (path.endsWith('.sh')) chmodSync(join(folder, path), 0o755);
  }
  return stagePrograms(resolveText(yaml), folder, temporaryFolder());
}

function answerIn(folder: string, base: string): Promise<unknown> {
  return askListing(folder, async (ask) => (await ask('3\n', 'text/csv')).answer, {
    PATH,
    SAGEMAKER_BASE_DIR: base,
  });
}

test.skipIf(python.missing !== undefined)(
  titled('python/model.py and python/train.py import what is included, and read it', python),
  async () => {
    const yaml = algorithm({ framework: 'framework: scikit-learn', include });
    const folders = staged(yaml, {
      'python/train.py': `${scoring}\n\ndef train(job):\n    pathlib.Path(job.model_dir, "m.txt").write_text(f"{score(['3'])} {shared.NAME}")\n`,
      'python/model.py': `${scoring}from pathlib import Path\n\n\ndef load(model_dir):\n    rules = Path(__file__).parents[1] / "config/rules.json"\n    return json.loads(rules.read_text())["offset"]\n\n\ndef predict(model, records):\n    return [score(row) + model for row in records]\n`,
    });
    const base = trainingFolder({ channels: { train: '1,2\n' } });
    train(folders.train, base, { PATH });
    expect(readFileSync(join(base, 'model/m.txt'), 'utf8')).toBe('6.0 shared');
    expect(await answerIn(folders.serve, base)).toBe(7);
  },
);

const scripts = {
  'a Python script': ['code/train.py', 'import os\n%'],
  'a shell script': ['code/run.sh', "#!/bin/sh\nexec python3 - <<'END'\nimport os\n%END\n"],
} as const;

test.each(Object.entries(scripts))('the modules are found by %s', (_, [entry, text]) => {
  const yaml = algorithm({
    framework: 'framework: scikit-learn',
    include,
    training: `training: { ${channels}, entry: ${entry} }`,
  });
  const body = `${scoring}open(os.environ["SM_MODEL_DIR"] + "/m.txt", "w").write(f"{score(['3'])} {shared.NAME}")\n`;
  const folders = staged(yaml, { [entry]: text.replace('%', body) });
  const base = trainingFolder({ channels: { train: '1,2\n' } });
  train(folders.train, base, { PATH });
  expect(readFileSync(join(base, 'model/m.txt'), 'utf8')).toBe('6.0 shared');
});

test.skipIf(python.missing !== undefined)(titled('they are found by a Flask app', python), async () => {
  const yaml = modelPackage({ framework: 'framework: flask', include });
  const app = `${scoring}from flask import Flask, jsonify, request

app = Flask(__name__)


@app.route("/ping")
def ping():
    return ""


@app.route("/invocations", methods=["POST"])
def invocations():
    return jsonify([score([request.get_data()]), shared.NAME])
`;
  const { serve } = staged(yaml, { 'web_app_serve.py': app });
  expect(await answerIn(serve, temporaryFolder())).toEqual([6, 'shared']);
});

test('they are found by a handler in TypeScript', async () => {
  const { serve } = staged(modelPackage({ include }), {
    'src/inference.ts': `import { score } from '../churnlib/scores.ts';
import rules from '../config/rules.json' with { type: 'json' };
import { defineInference } from '../runtime/inference.ts';
export default defineInference({
  load: async () => rules,
  predict: (model, records) => records.map((row) => score(Number((row as string[])[0])) + model.offset),
});
`,
  });
  expect(await answerIn(serve, temporaryFolder())).toBe(7);
});
