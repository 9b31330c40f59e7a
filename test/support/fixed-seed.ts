import fc from 'fast-check';

/**
 * The same commit gives the same result: properties use the same values in each run. `npm run fuzz` uses
 * others.
 */
fc.configureGlobal({ seed: Number(process.env['FUZZ_SEED'] ?? 1) });
