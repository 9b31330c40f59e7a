import { describe, expect, test } from 'vitest';
import { explainText, textsOf } from '../support/build-listing.ts';
import { serverPackage } from '../support/expect-problems.ts';

type Members = NonNullable<Parameters<typeof serverPackage>[1]>;

/** Which Python the image gets, and why. */
function python(command: readonly string[], members: Members = {}): string {
  const { reasons } = explainText(serverPackage({ command }, members));
  const found = reasons.find(({ path }) => path.join('.') === 'framework.python');
  return found ? `${found.value}: ${found.because}` : 'as the manifest says';
}

const own = 'base: { os: debian:13, image: registry.example.com/engine:1 }';
const training = 'training: { entry: code/fit.py, channels: [{ name: train, contentTypes: [text/csv] }] }';
const algorithm = { product: 'product: { type: algorithm, name: churn-scorer }', artifacts: '', training };

describe('the Python of an image with a server of the seller', () => {
  test('comes where the command begins with a program of Python', () => {
    expect(python(['python3', '-m', 'app'])).toBe('3.11: python3 is a program of Python');
    expect(python(['uvicorn', 'app:app'])).toBe('3.11: uvicorn is a program of Python');
    expect(python(['./predictor'])).toBe('none: ./predictor is no program of Python');
    expect(python(['node', 'python3'])).toBe('none: node is no program of Python');
  });

  test('comes where a script trains, or where the manifest asks for it', () => {
    expect(python(['./predictor'], algorithm)).toBe('3.11: code/fit.py runs in Python');
    const framework = 'framework: { name: server, python: "3.13" }';
    expect(python(['./predictor'], { framework })).toBe('as the manifest says');
    const { value } = explainText(serverPackage({}, { framework }));
    expect(value.framework.pythonImage).toBe('python:3.13-slim-bookworm');
  });

  test('does not come into an image of theirs, which has what it needs', () => {
    const why = 'none: the program and all that it needs are in your own image';
    expect(python(['vllm', 'serve'], { base: own })).toBe(why);
    expect(python(['./predictor'], { ...algorithm, base: own })).toBe(why);
  });
});

test('packages of npm come where the command begins with node', () => {
  const has = (command: readonly string[]) =>
    textsOf(serverPackage({ command })).get('Dockerfile')?.includes('node_modules');
  expect([has(['node', 'server.js']), has(['./predictor']), has(['python3', 'app.py'])]).toEqual([
    true,
    false,
    false,
  ]);
});

test('an image of theirs keeps its PATH, and loses its start', () => {
  const dockerfile = textsOf(serverPackage({}, { base: own })).get('Dockerfile');
  expect(dockerfile).toContain('ENV PATH=/opt/program/bin:/opt/node/bin:$PATH\n');
  expect(dockerfile).toContain('ENTRYPOINT []\n');
  const plain = textsOf(serverPackage()).get('Dockerfile');
  expect(plain).not.toContain('ENTRYPOINT');
  expect(plain).toContain('ENV PATH=/opt/program/bin:/opt/node/bin:/usr/local/sbin:');
});

test('the program is in the contract, with the methods of its paths', () => {
  const server = {
    invocations: 'PUT /predict',
    routes: { models: 'GET /v1/models' },
    environment: { A: 'b' },
  };
  expect(textsOf(serverPackage(server)).get('runtime/contract.ts')).toContain(
    "export const program: Program = { command: ['./predictor'], port: 8000, ready: '/health', startupSeconds: 450, " +
      "invocations: { method: 'PUT', path: '/predict' }, routes: { models: { method: 'GET', path: '/v1/models' } }, " +
      "environment: { A: 'b' } };\n",
  );
});
