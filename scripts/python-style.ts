// `node scripts/python-style.ts [--write]`: Ruff's rules and formatting for the Python code of listings.
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { type Diagnostic, PositionEncoding, Workspace } from '@astral-sh/ruff-wasm-nodejs';

const settings = {
  'line-length': 120,
  'target-version': 'py310',
  lint: {
    select: ['E', 'F', 'W', 'I', 'B', 'UP', 'C4', 'PIE', 'RET', 'RUF', 'SIM'],
    isort: { 'known-first-party': ['runtime'] },
  },
};

const writes = process.argv.includes('--write');
const ruff = new Workspace(settings, PositionEncoding.Utf16);
const complaints = globSync('{listing,src,examples,bench}/**/*.py')
  .sort()
  .flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    const formatted = ruff.format(text);
    if (writes && formatted !== text) writeFileSync(file, formatted);
    const isUnformatted = !writes && formatted !== text;
    const found: readonly Diagnostic[] = ruff.check(formatted);
    const faults = found.map(
      ({ start_location, code, message }) => `${file}:${start_location.row} ${message} [${code}]`,
    );
    return [...faults, ...(isUnformatted ? [`${file} is not formatted: npm run format`] : [])];
  });
for (const complaint of complaints) console.error(complaint);
process.exitCode = complaints.length > 0 ? 1 : 0;
