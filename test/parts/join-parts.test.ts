import { expect, test } from 'vitest';
import { joinParts } from '../../src/parts/join-parts.ts';
import type { Part } from '../../src/parts/part.ts';

function joined(table: readonly Part[], sources: Readonly<Record<string, string>>) {
  return Object.fromEntries(joinParts(new Map(Object.entries(sources)), table));
}

const server: Part = {
  path: 'runtime/server.ts',
  sources: ['runtime/server.ts', 'runtime/port.ts', 'runtime/wire/frames.ts'],
};

test('one file has everything, what is needed at once comes first, and the imports are put together', () => {
  const files = joined([server], {
    'runtime/server.ts': `import { once } from 'node:events';
import { type Options, open } from './port.ts';

/** Serves. */
export const server = open({ port: 1 });
export const options: Options = { port: 1 };
export { once };
`,
    'runtime/port.ts': `import { EventEmitter, once } from 'node:events';
import type { Frame } from './wire/frames.ts';

export interface Options {
  readonly port: number;
}

export function open(options: Options): Frame {
  return new Frame(options, once, EventEmitter);
}
`,
    'runtime/wire/frames.ts': `export class Frame {}
`,
  });
  expect(files).toEqual({
    'runtime/server.ts': `import { EventEmitter, once } from 'node:events';

export { once } from 'node:events';

// --- port.ts ---------------------------------------------------------

interface Options {
  readonly port: number;
}

function open(options: Options): Frame {
  return new Frame(options, once, EventEmitter);
}

// --- server.ts -------------------------------------------------------

/** Serves. */
export const server = open({ port: 1 });
export const options: Options = { port: 1 };

// --- wire/frames.ts --------------------------------------------------

class Frame {}
`,
  });
});

test('other files import from the part, and it exports what they need', () => {
  const files = joined([server], {
    'runtime/server.ts': "import { portOf } from './port.ts';\nexport const port = portOf();\n",
    'runtime/port.ts': 'export function portOf() {\n  return least;\n}\n\nexport const least = 1;\n',
    'runtime/wire/frames.ts': 'export interface Frame {}\n',
    'runtime/wire/log.ts': `import { least } from '../port.ts';
import type { Frame } from './frames.ts';

export const log = (frame: Frame) => least;
`,
    'src/inference.ts': "import { log } from '../runtime/wire/log.ts';\n",
  });
  expect(files['runtime/wire/log.ts']).toBe(`import { type Frame, least } from '../server.ts';

export const log = (frame: Frame) => least;
`);
  expect(files['runtime/server.ts']).toContain('\nexport const least = 1;');
  expect(files['runtime/server.ts']).toContain('\nfunction portOf()');
  expect(files['runtime/server.ts']).toContain('\nexport interface Frame {}');
  expect(files['src/inference.ts']).toBe("import { log } from '../runtime/wire/log.ts';\n");
});

test('what sellers import by its name stays a file, which passes it on', () => {
  const files = joined([{ ...server, thin: ['runtime/port.ts'] }], {
    'runtime/server.ts': "import { open } from './port.ts';\nexport const server = open();\n",
    'runtime/port.ts': `export type { Frame } from './wire/frames.ts';

export function open() {}

export interface Port {}

function close() {}
`,
    'runtime/wire/frames.ts': 'export interface Frame {}\n',
  });
  expect(files['runtime/port.ts']).toBe("export { type Frame, open, type Port } from './server.ts';\n");
});

test('what a contract passes on comes from the contract: another listing has another one', () => {
  const sources = {
    'runtime/server.ts': "export type { Row } from './contract.ts';\n",
    'runtime/port.ts': 'export type Any = unknown;\n',
    'runtime/wire/frames.ts': '',
    'runtime/contract.ts': "export type { Any as Row } from './port.ts';\n",
  };
  expect(joined([server], sources)['runtime/server.ts']).toContain(
    "export type { Row } from './contract.ts';\n",
  );
  expect(joined([server], sources)['runtime/contract.ts']).toBe(
    "export type { Any as Row } from './server.ts';\n",
  );
  expect(() =>
    joined([server], {
      ...sources,
      'runtime/port.ts': 'export type Row = unknown;\nexport type Any = Row;\n',
    }),
  ).toThrow(/Row is of runtime\/port.ts and of Row of runtime\/contract.ts/);
});

test.each([
  [
    'two meanings of a name',
    'const least = 1;',
    'const least = 2;',
    /least is of .*server.ts and of .*port.ts: rename one/,
  ],
  [
    'a name that Node has',
    "import { setTimeout } from 'node:timers/promises';",
    'const timer = setTimeout(() => {}, 1);',
    /setTimeout is of Node and of setTimeout of node:timers\/promises/,
  ],
  [
    'another name for what is in the same file',
    'export const port = 1;',
    "import { port as own } from './port.ts';",
    /has port, which must not be called own/,
  ],
  [
    'a circle',
    "import { server } from './server.ts';\nexport const port = server;",
    "import { port } from './port.ts';\nexport const server = port;",
    /needs itself/,
  ],
  ['a name that is nowhere', '', "import { port } from './port.ts';", /port.ts has no port/],
])('%s is refused', (_, port, text, message) => {
  const join = () =>
    joined([server], {
      'runtime/server.ts': `${text}\n`,
      'runtime/port.ts': `${port}\n`,
      'runtime/wire/frames.ts': '',
    });
  expect(join).toThrow(message);
});

test('what asks for its own place is not moved to another depth', () => {
  const files = (text: string) => ({
    'runtime/server.ts': '',
    'runtime/port.ts': `const at = import.meta.dirname;\n`,
    'runtime/wire/frames.ts': text,
  });
  expect(() => joined([server], files(''))).not.toThrow();
  expect(() => joined([server], files('const here = import.meta.dirname;\n'))).toThrow(
    'runtime/wire/frames.ts asks where it is, and is moved to runtime/server.ts',
  );
});

test('in Python, too', () => {
  const worker: Part = { path: 'runtime/worker.py', sources: ['runtime/worker.py', 'runtime/parts/form.py'] };
  const files = joined([worker], {
    'runtime/worker.py': `"""Works."""

from __future__ import annotations

import os
from typing import Any

if __name__ == "__main__":
    os.umask(0)

from runtime.log import log
from runtime.parts.form import Form


def main() -> Form:
    from runtime.parts.form import shape

    return Form(shape, log)
`,
    'runtime/parts/form.py': `"""
Forms.
For models.
"""

from __future__ import annotations

import numpy as np
from typing import Any, NamedTuple

shape = np.zeros(1)


class Form(NamedTuple):
    is_open: Any
`,
    'runtime/log.py': `from runtime.parts.form import (
    Form,
)


def log(form: Form) -> None:
    from runtime.parts.form import shape
`,
  });
  expect(files['runtime/worker.py']).toBe(`"""Works."""

from __future__ import annotations

import os
from typing import Any, NamedTuple

import numpy as np

if __name__ == "__main__":
    os.umask(0)

from runtime.log import log

# --- parts/form.py ----------------------------------------------------
# Forms.
# For models.


shape = np.zeros(1)


class Form(NamedTuple):
    is_open: Any


# --- worker.py --------------------------------------------------------
# Works.


def main() -> Form:
    return Form(shape, log)
`);
  expect(files['runtime/log.py']).toBe(`from runtime.worker import (
    Form,
)


def log(form: Form) -> None:
    from runtime.worker import shape
`);
});
