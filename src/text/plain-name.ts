/** The spelling by which the Python index compares the names of packages. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}
