// Prints the name of each module that a program loads; for `node --import`.
import { registerHooks } from 'node:module';

registerHooks({
  load(url, context, nextLoad) {
    process.stderr.write(`loaded: ${url}\n`);
    return nextLoad(url, context);
  },
});
