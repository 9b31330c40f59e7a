import { exampleFor } from '../model/field-example.ts';
import type { Json } from '../model/file-plan.ts';
import type { Field, Manifest } from '../model/manifest.ts';
import type { ManifestPath } from '../model/problem.ts';
import type { ResolvedField, ResolvedFields } from '../model/resolved-listing.ts';
import { type Choice, each, given, orElse, together } from './choice.ts';

/** The fields of records and predictions, each with an example that its rules allow. */
export function resolveFields({ fields = {} }: Manifest): Choice<ResolvedFields> {
  const { input = [], output = [] } = fields;
  return together({
    input: each(input.map((field, index) => resolveField(['fields', 'input', index], field))),
    output: each(output.map((field, index) => resolveField(['fields', 'output', index], field))),
  });
}

function resolveField(path: ManifestPath, field: Field): Choice<ResolvedField> {
  const hasDefault = field.default !== undefined;
  return together({
    name: given(field.name),
    type: given(field.type),
    description: given(field.description ?? ''),
    unit: given(field.unit ?? null),
    min: given(field.min ?? null),
    max: given(field.max ?? null),
    values: given(field.values ?? []),
    required: orElse(
      [...path, 'required'],
      field.required,
      !hasDefault,
      hasDefault ? 'its default fills it' : 'a field is needed unless it says otherwise',
    ),
    default: given((field.default ?? null) as Json),
    example: orElse(
      [...path, 'example'],
      field.example as Json | undefined,
      exampleFor(field),
      'a value that its rules allow',
    ),
  });
}
