/** In the package, a fingerprint of all its sources takes the place of this. In a clone they may change at any time. */
export const build: string | undefined = undefined;
