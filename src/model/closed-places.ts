/** Folders of a listing that the generator writes into. */
export const generatedFolders: readonly string[] = [
  '.sagemaker-mkt',
  'bin',
  'buyer',
  'marketplace',
  'python',
  'runtime',
  'samples',
  'scripts',
  'src',
  'test',
];

/** Folders that are generated, or hold what no image has. */
export const closedFolders: readonly string[] = [
  ...generatedFolders,
  'local',
  'node_modules',
  'wheels',
].sort();

/** Files beside the manifest that are generated, and the manifest. */
const files = [
  '.dockerignore',
  '.gitattributes',
  '.gitignore',
  'dockerfile',
  'dockerfile.training',
  'marketplace.policy.yaml',
  'marketplace.yaml',
  'package-lock.json',
  'package.json',
  'readme.md',
  'requirements.lock',
  'requirements.txt',
  'serve',
  'tsconfig.json',
  'web_app_serve.py',
];

/**
 * The folder or the file of the listing that closes a path for files of the seller. Some file systems treat `Src` and
 * `src` as the same folder.
 */
export function closedPlaceOf(
  path: string,
): { readonly name: string; readonly isFolder: boolean } | undefined {
  const [first = '', ...rest] = path.toLowerCase().split('/');
  if (closedFolders.includes(first)) return { name: first, isFolder: true };
  return rest.length === 0 && files.includes(first) ? { name: path, isFolder: false } : undefined;
}
