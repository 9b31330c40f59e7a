import { argument, textArgument } from './python-calls.ts';
import type { PlacedCall, PythonFile } from './python-file.ts';

/** Content types that the functions of a script compare with or return. */
export interface ScriptTypes {
  readonly input: readonly string[];
  readonly output: readonly string[];
}

const form = /^(?:application|text|image|audio|video)\/[a-z0-9][a-z0-9.+-]*$/;
const most = 8;

export function typesOf(files: readonly PythonFile[]): ScriptTypes {
  const within = (functions: readonly string[]) =>
    unique(
      files.flatMap(({ statements }) =>
        statements.filter((one) => functions.includes(one.within ?? '')).flatMap(({ strings }) => strings),
      ),
    );
  const input = within(['input_fn']);
  return {
    input: input.length > 0 ? input : within(['transform_fn']).slice(0, 1),
    output: within(['output_fn']),
  };
}

function unique(texts: readonly string[]): readonly string[] {
  const types = texts
    .map((text) => text.toLowerCase().split(';')[0]?.trim() ?? '')
    .filter((text) => form.test(text));
  return [...new Set(types)].slice(0, most);
}

/** Content types that a Flask app compares with, and those of its answers. */
export function typesOfApp(files: readonly PythonFile[]): ScriptTypes {
  const compared = files.flatMap(({ statements }) =>
    statements
      .filter(({ text }) => /\b(?:content_type|mimetype)\b[^=]*(?:==|!=|\bin\b)/.test(text))
      .flatMap(({ strings }) => strings),
  );
  const answered = files.flatMap(({ calls }) =>
    calls
      .filter((call) => /(?:^|\.)Response$/.test(call.name) && !isFault(call))
      .flatMap((call) => textArgument(call, 'mimetype') ?? textArgument(call, 'content_type') ?? []),
  );
  return { input: unique(compared), output: unique(answered) };
}

function isFault(call: PlacedCall): boolean {
  return /^[45]\d\d$/.test(argument(call, 'status', 1)?.text ?? '');
}
