import type { OutputChunk, Plugin } from 'rolldown';

/** What is loaded when it is needed may lie in a file with others. Instead of a file that only leads there, the import itself does. */
export const withoutShims: Plugin = {
  name: 'without-shims',
  generateBundle(_, bundle) {
    const chunks = Object.values(bundle).filter((file): file is OutputChunk => file.type === 'chunk');
    for (const shim of chunks) {
      const [, names = '', target] = /^export\{([^}]*)\}from"(\.\/[^"]+)";\s*$/.exec(shim.code) ?? [];
      if (target === undefined || !shim.isDynamicEntry) continue;
      const members = names.split(',').map((name) => {
        const [inside = '', outside = inside] = name.split(' as ');
        return `${outside}: part.${inside}`;
      });
      const direct = `import("${target}").then((part) => ({ ${members.join(', ')} }))`;
      for (const chunk of chunks) {
        // Code that is made smaller has other quotes.
        for (const quote of ['"', "'", '`'])
          chunk.code = chunk.code.replaceAll(`import(${quote}./${shim.fileName}${quote})`, direct);
        if (chunk.code.includes(`/${shim.fileName}`))
          throw new Error(`${chunk.fileName} leads to ${shim.fileName}`);
      }
      delete bundle[shim.fileName];
    }
  },
};
