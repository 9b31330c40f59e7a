import type { Plugin } from 'rolldown';

/**
 * Takes Node's modules as `require` would. An `import` asks them for all that they export, and so loads what nobody needs: a
 * tenth of a start.
 */
export const quickBuiltins: Plugin = {
  name: 'quick-builtins',
  generateBundle(_options, bundle) {
    for (const part of Object.values(bundle))
      if (part.type === 'chunk') part.code = part.code.replace(statement, printed);
  },
};

const statement = /^import \{ ([^}]+) \} from "(node:[\w/]+)";$/gm;

function printed(_statement: string, names: string, module: string): string {
  return `const { ${names.replaceAll(' as ', ': ')} } = process.getBuiltinModule("${module}");`;
}
