/** Files that hold keys and passwords, by the names that programs give them. */
const names =
  /(^|\/)(\.aws\/credentials|\.docker\/config\.json|\.netrc|\.pypirc|\.git-credentials|id_(rsa|dsa|ecdsa|ed25519)|root\/\.npmrc|\.env)$/;

/** What holds them in the folder of a project. */
const ofProjects =
  /(^|\/)(\.aws|\.docker|\.ssh|\.git|\.npmrc|\.env\.(?!(?:example|sample|template|dist)$)[^/]+)(\/|$)/;

export function isSecretPath(path: string): boolean {
  return names.test(path);
}

/** The same for what a seller puts into an image on purpose: a whole folder of keys, and the settings of a project. */
export function mayBeSecret(path: string): boolean {
  return isSecretPath(path) || ofProjects.test(path);
}
