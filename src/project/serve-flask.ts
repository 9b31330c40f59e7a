import type { FoundServer } from './server-kinds.ts';

/**
 * The text of web_app_serve.py for a Flask app of the seller; undefined where it is none, or a function makes it. The
 * listing looks for `app` in this file.
 */
export function flaskEntry({ kind, app, path }: FoundServer, place: string): string | undefined {
  if (kind !== 'flask' || app === undefined) return undefined;
  const module = place.replace(/(?:\/__init__)?\.py$/, '').replaceAll('/', '.');
  if (!/^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*$/.test(module)) return undefined;
  const name = app === 'app' ? 'app' : `${app} as app`;
  return `"""Serves the Flask app of ${path}, which stays as it is."""\n\nfrom ${module} import ${name}\n\n__all__ = ["app"]\n`;
}
