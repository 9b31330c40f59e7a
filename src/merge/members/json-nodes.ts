import type { Json } from '../../model/file-plan.ts';

/** A value in a JSON text, with its place. */
export type JsonNode = JsonObject | JsonOther;

export interface Stretch {
  readonly start: number;
  readonly end: number;
}

export interface JsonObject extends Stretch {
  readonly kind: 'object';
  readonly members: readonly JsonMember[];
}

export interface JsonOther extends Stretch {
  readonly kind: 'other';
  readonly value: Json;
}

export interface JsonMember {
  readonly key: string;
  /** Where the key starts. */
  readonly start: number;
  readonly value: JsonNode;
  /** Where the comma behind the member is; undefined behind the last member of most texts. */
  readonly comma: number | undefined;
}

export interface JsonDocument {
  readonly root: JsonObject;
  readonly comments: readonly Stretch[];
}

/**
 * The places of everything in a JSON text. Comments and a last comma are allowed: TypeScript and editors write them.
 * Undefined where the text is not JSON, or no object.
 */
export function readJson(text: string): JsonDocument | undefined {
  try {
    return new JsonReader(text).read();
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

class JsonReader {
  readonly #text: string;
  readonly #comments: Stretch[] = [];
  #at: number;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
    this.#at = text.startsWith('\ufeff') ? 1 : 0;
  }

  read(): JsonDocument | undefined {
    this.#skip();
    const root = this.#readValue();
    this.#skip();
    const isWhole = root.kind === 'object' && this.#at === this.#text.length;
    return isWhole ? { root, comments: this.#comments } : undefined;
  }

  #readValue(): JsonNode {
    if (this.#text[this.#at] === '{') return this.#readObject();
    const start = this.#at;
    const value = this.#text[start] === '[' ? this.#readList() : this.#readPlain();
    return { kind: 'other', value, start, end: this.#at };
  }

  #readObject(): JsonObject {
    const start = this.#at;
    const members: JsonMember[] = [];
    this.#readItems('}', () => {
      const keyStart = this.#at;
      const key = this.#readPlain();
      if (typeof key !== 'string') throw new SyntaxError('no key');
      this.#skip();
      this.#take(':');
      this.#skip();
      const value = this.#readValue();
      this.#skip();
      const comma = this.#text[this.#at] === ',' ? this.#at : undefined;
      members.push({ key, start: keyStart, value, comma });
    });
    return { kind: 'object', members, start, end: this.#at };
  }

  #readList(): Json {
    const items: Json[] = [];
    this.#readItems(']', () => {
      items.push(jsonOf(this.#readValue()));
      this.#skip();
    });
    return items;
  }

  #readItems(end: string, readItem: () => void): void {
    this.#depth += 1;
    if (this.#depth > deepest) throw new SyntaxError('too deep');
    this.#at += 1;
    this.#skip();
    while (this.#text[this.#at] !== end) {
      readItem();
      if (this.#text[this.#at] !== end) this.#take(',');
      this.#skip();
    }
    this.#at += 1;
    this.#depth -= 1;
  }

  /** A text, a number, true, false or null, by JSON's own reading of it. */
  #readPlain(): Json {
    const found = this.#match(plain);
    if (found === '') throw new SyntaxError('no value');
    this.#at += found.length;
    return JSON.parse(found) as Json;
  }

  #take(sign: string): void {
    if (this.#text[this.#at] !== sign) throw new SyntaxError(`no ${sign}`);
    this.#at += 1;
  }

  #skip(): void {
    for (let found = this.#match(space); found !== ''; found = this.#match(space)) {
      const end = this.#at + found.length;
      if (found.startsWith('/')) this.#comments.push({ start: this.#at, end });
      this.#at = end;
    }
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#text)?.[0] ?? '';
  }
}

/** Of a name that is there twice, the last one counts, as everywhere. */
export function jsonOf(node: JsonNode): Json {
  if (node.kind === 'other') return node.value;
  return Object.fromEntries(node.members.map(({ key, value }) => [key, jsonOf(value)]));
}

/** No file of a project comes near, and a deeper one would end the program. */
const deepest = 200;
const plain = /"(?:[^"\\\n]|\\.)*"|-?\d[\d.eE+-]*|true|false|null/y;
const space = /[ \t\r\n]+|\/\/[^\n]*|\/\*[\s\S]*?\*\//y;
