/**
 * Writes small models in the ONNX format, which is a protocol buffer. Every field is a key (its number and wire type)
 * followed by its value. The field numbers below are from the published message types of ONNX.
 */
export interface OnnxModel {
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  /** In the order of execution. */
  readonly nodes: readonly OnnxNode[];
  readonly weights: readonly OnnxWeight[];
}

export interface OnnxValue {
  readonly name: string;
  readonly type: keyof typeof elementTypes;
  /** A string is the name of a length that callers choose: `['records', 4]`. */
  readonly shape: readonly (number | string)[];
}

export interface OnnxNode {
  /** An operator of version 13 of the operator set: `Gemm`, `Sigmoid`, `Softmax`. */
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Values are whole numbers. */
  readonly attributes?: Readonly<Record<string, number>>;
}

export interface OnnxWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

const elementTypes = { float32: 1, int64: 7, string: 8, bool: 9, float64: 11 } as const;

export function onnxFile({ inputs, outputs, nodes, weights }: OnnxModel): Uint8Array {
  const graph = Buffer.concat([
    ...nodes.map((node) => message(1, nodeBytes(node))),
    text(2, 'graph'),
    ...weights.map((weight) => message(5, weightBytes(weight))),
    ...inputs.map((input) => message(11, valueBytes(input))),
    ...outputs.map((output) => message(12, valueBytes(output))),
  ]);
  const irVersion = 8;
  const operatorSet = Buffer.concat([text(1, ''), whole(2, 13)]);
  return Buffer.concat([whole(1, irVersion), message(7, graph), message(8, operatorSet)]);
}

function nodeBytes({ operator, inputs, outputs, attributes = {} }: OnnxNode): Buffer {
  const wholeNumber = 2;
  return Buffer.concat([
    ...inputs.map((name) => text(1, name)),
    ...outputs.map((name) => text(2, name)),
    text(4, operator),
    ...Object.entries(attributes).map(([name, value]) =>
      message(5, Buffer.concat([text(1, name), whole(3, value), whole(20, wholeNumber)])),
    ),
  ]);
}

function weightBytes({ name, shape, values }: OnnxWeight): Buffer {
  const floats = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => {
    floats.writeFloatLE(value, index * 4);
  });
  const lengths = shape.map((length) => whole(1, length));
  return Buffer.concat([...lengths, whole(2, elementTypes.float32), text(8, name), message(9, floats)]);
}

function valueBytes({ name, type, shape }: OnnxValue): Buffer {
  const lengths = shape.map((length) =>
    message(1, typeof length === 'number' ? whole(1, length) : text(2, length)),
  );
  const tensor = Buffer.concat([whole(1, elementTypes[type]), message(2, Buffer.concat(lengths))]);
  return Buffer.concat([text(1, name), message(2, message(1, tensor))]);
}

function whole(field: number, value: number): Buffer {
  return Buffer.concat([varint(field * 8), varint(value)]);
}

function text(field: number, value: string): Buffer {
  return message(field, Buffer.from(value));
}

function message(field: number, bytes: Uint8Array): Buffer {
  return Buffer.concat([varint(field * 8 + 2), varint(bytes.length), bytes]);
}

/**
 * Seven bits per byte, lowest bits first. The eighth bit says that more bytes follow. Negative numbers have 64
 * bits.
 */
function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return Buffer.from([...bytes, Number(rest)]);
}
