/** The version of the manifest's format that this generator reads, and that `upgrade` produces. */
export const currentVersion = 1;
