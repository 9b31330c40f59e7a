/** `../codecs.ts` as it is meant in a file of this path. */
export function besides(path: string, target: string): string {
  const steps = path.split('/').slice(0, -1);
  for (const step of target.split('/'))
    if (step === '..') steps.pop();
    else if (step !== '.') steps.push(step);
  return steps.join('/');
}

/** The other way round: how a file of this path names another one. */
export function seenFrom(path: string, target: string): string {
  const own = path.split('/').slice(0, -1);
  const other = target.split('/');
  while (own.length > 0 && own[0] === other[0]) {
    own.shift();
    other.shift();
  }
  return `${own.map(() => '..').join('/') || '.'}/${other.join('/')}`;
}
