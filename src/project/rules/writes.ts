import { argument } from '../python-calls.ts';
import type { PlacedCall, PythonFile } from '../python-file.ts';
import type { KnownText } from '../python-values.ts';
import type { RuleBreak } from './rule-break.ts';

/** Functions that write into a file or make a folder, and which argument names it. */
const writers: readonly (readonly [RegExp, string, number])[] = [
  [/^os\.(?:makedirs|mkdir)$/, 'name', 0],
  [/^(?:joblib|torch|pickle|dill)\.save$|^torch\.jit\.save$/, 'f', 1],
  [/^joblib\.dump$/, 'filename', 1],
  [/^numpy\.(?:save|savez|savez_compressed|savetxt)$/, 'file', 0],
  [/^cv2\.imwrite$/, 'filename', 0],
  [/^shutil\.(?:copy|copy2|copyfile|copytree|move)$/, 'dst', 1],
  [/^logging\.(?:FileHandler|handlers\.\w*FileHandler)$/, 'filename', 0],
  [/^sqlite3\.connect$/, 'database', 0],
  [/\.(?:to_csv|to_parquet|to_json|to_excel|to_pickle)$/, 'path_or_buf', 0],
  [/\.(?:savefig|save_pretrained|save_weights|write_image)$/, 'fname', 0],
];

/** Writes of code that serves into a folder that it cannot be sure of. Only paths that the code names are seen. */
export function writesIn(file: PythonFile, isReached: (call: PlacedCall) => boolean): readonly RuleBreak[] {
  return file.calls.filter(isReached).flatMap((call) => {
    const path = writtenPath(call);
    if (!path || isAllowed(path)) return [];
    const shown = `${path.text}${path.isWhole ? '' : '…'}`;
    return [
      {
        code: 'project-writes',
        path: file.path,
        line: call.line,
        what: `it writes ${JSON.stringify(shown.slice(0, 80))} while it serves`,
        rule: 'a container that serves writes into /tmp alone: its model is read-only, and everything else is gone with the instance',
        fix: 'write below /tmp, as  tempfile  does, or keep it in memory',
      },
    ];
  });
}

function writtenPath(call: PlacedCall): KnownText | undefined {
  if (call.name === 'open' || call.name === 'io.open' || call.name === 'gzip.open') {
    const mode = argument(call, 'mode', 1)?.known?.text ?? 'r';
    return /[wax+]/.test(mode) ? argument(call, 'file', 0)?.known : undefined;
  }
  if (call.name === 'logging.basicConfig') return argument(call, 'filename')?.known;
  if (/^(?:pathlib\.)?Path\(\)\.(?:mkdir|write_text|write_bytes|touch)$/.test(call.name)) return pathOf(call);
  const [, named = '', place = 0] = writers.find(([name]) => name.test(call.name)) ?? [];
  return named === '' ? undefined : argument(call, named, place)?.known;
}

/** `Path("uploads").mkdir()`: the path is the argument of the call before. */
function pathOf({ at }: PlacedCall): KnownText | undefined {
  const [, before = ''] = /^(.*?)\bPath\(""\)\.(?:mkdir|write_text|write_bytes|touch)\b/s.exec(at.text) ?? [];
  const text = at.strings[before.split('""').length - 1];
  return /\bPath\(""\)\./.test(at.text) && text !== undefined ? { text, isWhole: true } : undefined;
}

function isAllowed({ text, isWhole }: KnownText): boolean {
  if (text === '' || text === ':memory:') return true;
  if (/^(?:\/tmp|\/dev\/(?:null|stdout|stderr|shm))(?:\/|$)/.test(text)) return true;
  // A start without a folder may become any path, and an address is none.
  return /^\w+:\/\//.test(text) || (!isWhole && !text.includes('/'));
}
