import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { savedWith } from '../../src/shell/rehearse/saved-with.ts';
import { pythonOf, titled } from '../support/python.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const python = pythonOf('listing');

const save = `import pickle, sys, joblib, numpy, sklearn.ensemble, sklearn.pipeline, sklearn.preprocessing
rows = numpy.random.RandomState(0).rand(300, 200)
forest = sklearn.ensemble.RandomForestClassifier(20, random_state=0)
model = sklearn.pipeline.make_pipeline(sklearn.preprocessing.StandardScaler(), forest)
model.fit(rows, rows[:, 0] > 0.5)
for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    with open("protocol-%d.pkl" % protocol, "wb") as file:
        pickle.dump(model, file, protocol=protocol)
joblib.dump(model, "plain.joblib")
for name in ("zlib", "gzip"):
    joblib.dump(model, name + ".bin", compress=(name, 3))
joblib.dump({"rows": rows}, "rows.joblib")
print(sklearn.__version__)
`;

test.skipIf(python.missing)(
  titled('the version of scikit-learn is found in what pickle and joblib save, without loading it', python),
  async () => {
    const folder = temporaryFolder();
    const program = join(python.programs ?? '', 'python3');
    const { stdout, stderr } = spawnSync(program, ['-c', save], { cwd: folder, encoding: 'utf8' });
    expect(stderr).toBe('');
    const found = await savedWith(folder);
    const saved = [
      'gzip.bin',
      'plain.joblib',
      ...[0, 1, 2, 3, 4, 5].map((protocol) => `protocol-${protocol}.pkl`),
      'zlib.bin',
    ];
    expect(found).toEqual(saved.map((path) => ({ path, library: 'scikit-learn', version: stdout.trim() })));
  },
);

test('a folder with anything in it is read without a fault', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'deep/model.pkl'), { recursive: true });
  writeFileSync(join(folder, 'deep/empty.joblib'), '');
  writeFileSync(join(folder, 'cut.gz'), gzipSync('V_sklearn_version\nV1.9.1\n'.repeat(9)).subarray(0, 20));
  writeFileSync(join(folder, 'deep/late.pkl'), `${' '.repeat((1 << 20) - 9)}V_sklearn_version\nV1.9.1\n`);
  symlinkSync('.', join(folder, 'deep/again'));
  symlinkSync('nowhere', join(folder, 'gone.pkl'));
  expect(await savedWith(folder)).toEqual([
    { path: 'deep/late.pkl', library: 'scikit-learn', version: '1.9.1' },
  ]);
  expect(await savedWith(join(folder, 'absent'))).toEqual([]);
});
