import type { Codec, Field } from '../declared.ts';
import { type AnyRecord, BadBody, type FieldRecord, type Json } from '../records.ts';
import type { FieldValue, Source } from './convert-value.ts';
import { type FieldColumn, fieldColumns } from './field-columns.ts';
import { misfit } from './misfit-words.ts';
import { isInside, type QuickRanges, quickRanges } from './quick-ranges.ts';
import { isMembers } from './record-rows.ts';

/** Reads the records of one body: rows by the order of the fields or by a header, objects by name. */
export class FieldReader {
  readonly #source: Source;
  readonly #columns: readonly FieldColumn[];
  readonly #names: readonly string[];
  readonly #ranges: QuickRanges;
  readonly #only: FieldColumn | undefined;
  readonly #header: readonly string[] | undefined;
  /** The number of cells of a row. */
  readonly #width: number;
  readonly #values: FieldValue[];

  constructor(fields: readonly Field[], codec: Codec, header?: readonly string[]) {
    this.#source = sourceOf(codec);
    this.#columns = fieldColumns(fields, this.#source, header);
    this.#names = fields.map(({ name }) => name);
    this.#ranges = quickRanges(fields);
    this.#only = this.#columns.length === 1 ? this.#columns[0] : undefined;
    this.#header = header;
    this.#width = header?.length ?? fields.length;
    this.#values = fields.map(() => null);
  }

  /** Whether an object has the fields in their order, and nothing else. Most callers send such objects. */
  isSound(record: AnyRecord): record is FieldRecord {
    if (!isMembers(record)) return false;
    let at = 0;
    for (const name in record) {
      if (this.#names[at] !== name || !this.#isSoundAt(at, record[name])) return false;
      at += 1;
    }
    return at === this.#names.length;
  }

  #isSoundAt(at: number, given: FieldValue | undefined): boolean {
    if (typeof given === 'number' && isInside(this.#ranges, at, given)) return true;
    return this.#columns[at]?.isSound(given) ?? false;
  }

  #isSoundRow(row: readonly Json[]): boolean {
    for (let at = 0; at < row.length; at++) if (!this.#isSoundAt(at, row[at])) return false;
    return true;
  }

  /**
   * The values in the order of the fields; valid until the next call. Throws `BadBody` for the first value that
   * breaks a rule.
   */
  read(record: AnyRecord, index: number): ArrayLike<FieldValue> {
    if (Array.isArray(record) && !this.#isValue(record)) return this.#readRow(record, index);
    if (isMembers(record)) return this.#readMembers(record, index);
    if (!this.#only)
      throw new BadBody(
        `record ${index + 1} must be a list or an object with the fields ${this.#names.join(', ')}`,
      );
    return [this.#value(this.#only, record, index)];
  }

  /** A list can be the value of the only field. The cells of CSV always come in a list. */
  #isValue(record: readonly unknown[]): boolean {
    if (this.#source === 'cell' || this.#only?.field.type !== 'array') return false;
    return !(record.length === 1 && Array.isArray(record[0]));
  }

  #readRow(row: readonly Json[], index: number): ArrayLike<FieldValue> {
    if (row.length !== this.#width) throw this.#wrongWidth(row, index);
    // The columns of JSON and NumPy are in the order of the fields.
    if (this.#source !== 'cell' && this.#isSoundRow(row)) return row;
    for (let at = 0; at < this.#columns.length; at++) {
      const column = this.#columns[at] as FieldColumn;
      const value = column.read(row[column.at]);
      if (value === undefined) throw this.#misfitInRow(column, row, index);
      this.#values[at] = value;
    }
    return this.#values;
  }

  #readMembers(record: FieldRecord, index: number): ArrayLike<FieldValue> {
    let found = 0;
    for (let at = 0; at < this.#columns.length; at++) {
      const column = this.#columns[at] as FieldColumn;
      const { name } = column.field;
      const given = column.isInherited && !Object.hasOwn(record, name) ? undefined : record[name];
      if (given !== undefined) found += 1;
      this.#values[at] = this.#value(column, given, index);
    }
    for (const _ in record) found -= 1;
    if (found < 0) throw this.#surplus(record, index);
    return this.#values;
  }

  #value({ field, read }: FieldColumn, given: FieldValue | undefined, index: number): FieldValue {
    const value = read(given);
    if (value === undefined) throw misfit(index, field, this.#source, given);
    return value;
  }

  /** Many programs write a header without saying so. */
  #misfitInRow({ field, at }: FieldColumn, row: readonly Json[], index: number): BadBody {
    const fault = misfit(index, field, this.#source, row[at]);
    const names: readonly Json[] = this.#names;
    if (index > 0 || this.#header || !row.every((cell) => names.includes(cell))) return fault;
    return new BadBody(`${fault.message}; for a header, send the content type text/csv; header=present`);
  }

  #wrongWidth(row: readonly Json[], index: number): BadBody {
    const lacking = this.#columns.find(({ at, field }) => at >= row.length && field.required);
    if (lacking) return misfit(index, lacking.field, this.#source, undefined);
    const columns = `${row.length} column${row.length === 1 ? '' : 's'}`;
    if (this.#header)
      return new BadBody(`record ${index + 1} has ${columns}, and the header has ${this.#width}`);
    return new BadBody(
      `record ${index + 1} has ${columns}, and there are ${this.#width} fields: ${this.#names.join(', ')}`,
    );
  }

  #surplus(record: object, index: number): BadBody {
    const surplus = Object.keys(record).find((name) => !this.#names.includes(name)) ?? '';
    return new BadBody(
      `record ${index + 1}, field ${JSON.stringify(surplus)}: there is no such field; the fields are ${this.#names.join(', ')}`,
    );
  }
}

function sourceOf(codec: Codec): Source {
  if (codec === 'npy') return 'npy';
  return codec === 'csv' || codec === 'text' ? 'cell' : 'json';
}
