import { afterEach, expect, test, vi } from 'vitest';
import { askInstalled } from '../../src/shell/rehearse/installed-python.ts';
import { pythonOf, titled } from '../support/python.ts';

const python = pythonOf('listing');
const withPython = test.skipIf(python.missing !== undefined);

afterEach(() => void vi.unstubAllEnvs());

async function ask(requirements: readonly string[], modules: readonly string[]) {
  const answer = await askInstalled({ modules, requirements });
  return answer && Object.fromEntries(modules.map((module) => [module, answer(module)]));
}

withPython(
  titled('a module counts that the requirements bring; one that is only on this machine does not', python),
  async () => {
    vi.stubEnv('PATH', `${python.programs}:${process.env['PATH']}`);
    const modules = ['sklearn', 'numpy', 'joblib', 'flask', 'no_such_module', 'os'];
    expect(await ask(['scikit-learn'], modules)).toEqual({
      sklearn: 'there',
      numpy: 'there',
      joblib: 'there',
      flask: 'missing',
      no_such_module: 'missing',
      os: 'unknown',
    });
    expect(await ask(['scikit-learn', 'Flask[async]'], ['flask', 'werkzeug'])).toEqual({
      flask: 'there',
      werkzeug: 'there',
    });
  },
);

withPython(
  titled('where a required package is not installed here, nobody knows what the image has', python),
  async () => {
    vi.stubEnv('PATH', `${python.programs}:${process.env['PATH']}`);
    expect(await ask(['scikit-learn', 'acme-forecasts'], ['sklearn', 'yaml'])).toEqual({
      sklearn: 'unknown',
      yaml: 'unknown',
    });
  },
);

test('without Python, nothing is said', async () => {
  vi.stubEnv('PATH', '/nowhere');
  expect(await ask(['scikit-learn'], ['sklearn'])).toBeUndefined();
});
