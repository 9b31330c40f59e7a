import fc from 'fast-check';

/** The same commit gets the same answer: properties try the same values each time, and others in `npm run fuzz`. */
fc.configureGlobal({ seed: Number(process.env['FUZZ_SEED'] ?? 1) });
