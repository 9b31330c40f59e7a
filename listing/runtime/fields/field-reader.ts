import type { Codec, Field } from '../declared.ts';
import { type AnyRecord, BadBody, type FieldRecord, type Json } from '../records.ts';
import type { FieldValue, Source } from './convert-value.ts';
import { misfit } from './misfit-words.ts';
import { isMembers } from './record-rows.ts';
import { type ReadValue, valueReader } from './value-reader.ts';

interface Column {
  readonly field: Field;
  readonly read: ReadValue;
  /** Its place in a row; -1 if the header does not have it. */
  readonly at: number;
  /** Objects without a member of their own have something else under this name, such as `constructor`. */
  readonly isInherited: boolean;
}

/** Reads the records of one body: rows by the order of the fields or by a header, objects by name. */
export class FieldReader {
  readonly #source: Source;
  readonly #columns: readonly Column[];
  readonly #width: number;
  readonly #hasHeader: boolean;
  readonly #only: Column | undefined;

  constructor(fields: readonly Field[], codec: Codec, header?: readonly string[]) {
    const source = sourceOf(codec);
    if (header) checkHeader(header, fields);
    const names = header?.map((name) => name.trim());
    this.#source = source;
    this.#hasHeader = header !== undefined;
    this.#columns = fields.map((field, index) => ({
      field,
      read: valueReader(field, source),
      at: names ? names.indexOf(field.name) : index,
      isInherited: field.name in {},
    }));
    this.#width = header?.length ?? fields.length;
    this.#only = this.#columns.length === 1 ? this.#columns[0] : undefined;
  }

  /** Fills `values` in the order of the fields. Throws `BadBody` for the first value that breaks a rule. */
  read(record: AnyRecord, index: number, values: FieldValue[]): void {
    if (Array.isArray(record) && !this.#isValue(record)) this.#readRow(record, index, values);
    else if (isMembers(record)) this.#readMembers(record, index, values);
    else if (this.#only) values[0] = this.#value(this.#only, record, index);
    else
      throw new BadBody(`record ${index + 1} must be a list or an object with the fields ${this.#names()}`);
  }

  /** A list can be the value of the only field. The cells of CSV always come in a list. */
  #isValue(record: readonly unknown[]): boolean {
    if (this.#source === 'cell' || this.#only?.field.type !== 'array') return false;
    return !(record.length === 1 && Array.isArray(record[0]));
  }

  #readRow(row: readonly Json[], index: number, values: FieldValue[]): void {
    if (row.length !== this.#width) throw this.#wrongWidth(row, index);
    for (let at = 0; at < this.#columns.length; at++) {
      const column = this.#columns[at] as Column;
      const value = column.read(row[column.at]);
      if (value === undefined) throw this.#misfitInRow(column, row, index);
      values[at] = value;
    }
  }

  /** Many programs write a header without saying so. */
  #misfitInRow({ field, at }: Column, row: readonly Json[], index: number): BadBody {
    const fault = misfit(index, field, this.#source, row[at]);
    const names: readonly Json[] = this.#columns.map((column) => column.field.name);
    if (index > 0 || this.#hasHeader || !row.every((cell) => names.includes(cell))) return fault;
    return new BadBody(`${fault.message}; for a header, send the content type text/csv; header=present`);
  }

  #readMembers(record: FieldRecord, index: number, values: FieldValue[]): void {
    let found = 0;
    for (let at = 0; at < this.#columns.length; at++) {
      const column = this.#columns[at] as Column;
      const { name } = column.field;
      const given = column.isInherited && !Object.hasOwn(record, name) ? undefined : record[name];
      if (given !== undefined) found += 1;
      values[at] = this.#value(column, given, index);
    }
    for (const _ in record) found -= 1;
    if (found < 0) throw this.#surplus(record, index);
  }

  #value({ field, read }: Column, given: FieldValue | undefined, index: number): FieldValue {
    const value = read(given);
    if (value === undefined) throw misfit(index, field, this.#source, given);
    return value;
  }

  #wrongWidth(row: readonly Json[], index: number): BadBody {
    const lacking = this.#columns.find(({ at, field }) => at >= row.length && field.required);
    if (lacking) return misfit(index, lacking.field, this.#source, undefined);
    const columns = `${row.length} column${row.length === 1 ? '' : 's'}`;
    if (this.#width !== this.#columns.length)
      return new BadBody(`record ${index + 1} has ${columns}, and the header has ${this.#width}`);
    return new BadBody(
      `record ${index + 1} has ${columns}, and there are ${this.#width} fields: ${this.#names()}`,
    );
  }

  #surplus(record: object, index: number): BadBody {
    const known = new Set(this.#columns.map(({ field }) => field.name));
    const surplus = Object.keys(record).find((name) => !known.has(name)) ?? '';
    return new BadBody(
      `record ${index + 1}, field ${JSON.stringify(surplus)}: there is no such field; the fields are ${this.#names()}`,
    );
  }

  #names(): string {
    return namesOf(this.#columns.map(({ field }) => field));
  }
}

function sourceOf(codec: Codec): Source {
  if (codec === 'npy') return 'npy';
  return codec === 'csv' || codec === 'text' ? 'cell' : 'json';
}

function namesOf(fields: readonly Field[]): string {
  return fields.map(({ name }) => name).join(', ');
}

function checkHeader(header: readonly string[], fields: readonly Field[]): void {
  const known = new Set(fields.map(({ name }) => name));
  for (const [index, cell] of header.entries()) {
    const name = cell.trim();
    if (!known.has(name))
      throw new BadBody(
        `the header, field ${JSON.stringify(name)}: there is no such field; the fields are ${namesOf(fields)}`,
      );
    if (header.findIndex((other) => other.trim() === name) < index)
      throw new BadBody(`the header, field ${JSON.stringify(name)}: it is there twice`);
  }
}
