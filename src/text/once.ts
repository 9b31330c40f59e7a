/** Makes a value on first use, and keeps it. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Finds each value on first use, and keeps it. */
export function oncePer<Key, T>(find: (key: Key) => T): (key: Key) => T {
  const found = new Map<Key, () => T>();
  return (key) => {
    const known = found.get(key) ?? once(() => find(key));
    found.set(key, known);
    return known();
  };
}
