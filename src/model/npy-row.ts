/**
 * One record of 64-bit floats in NumPy's file format, version 1.0: magic, header length, header, values. It is a row unless
 * it has more axes.
 */
export function npyRow(values: readonly number[], shape: readonly number[] = [values.length]): Uint8Array {
  const preamble = 10;
  const description = `{'descr': '<f8', 'fortran_order': False, 'shape': (1, ${shape.join(', ')}), }`;
  const headerLength = Math.ceil((preamble + description.length + 1) / 64) * 64 - preamble;
  const bytes = new Uint8Array(preamble + headerLength + values.length * 8);
  bytes.set([0x93, ...new TextEncoder().encode('NUMPY'), 1, 0, headerLength & 255, headerLength >> 8]);
  bytes.set(new TextEncoder().encode(`${description.padEnd(headerLength - 1)}\n`), preamble);
  const view = new DataView(bytes.buffer);
  values.forEach((value, index) => {
    view.setFloat64(preamble + headerLength + index * 8, value, true);
  });
  return bytes;
}
