/**
 * A function with a memory of a hundred results: callers send the same few headers again and again. The result must
 * follow from the key alone; the details spare `make` from reading the key.
 */
export function remember<Value, Details extends readonly unknown[]>(
  make: (key: string, ...details: Details) => Value,
): (key: string, ...details: Details) => Value {
  const known = new Map<string, Value>();
  return (key, ...details) => {
    const value = known.get(key) ?? make(key, ...details);
    if (known.size < 100) known.set(key, value);
    return value;
  };
}
