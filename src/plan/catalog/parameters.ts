import type { Json } from '../../model/file-plan.ts';
import {
  isParameterName,
  longestParameterConstraints,
  longestParameterDescription,
  mostParameters,
} from '../../model/marketplace-parameters.ts';
import type { ResolvedField, ResolvedListing } from '../../model/resolved-listing.ts';
import { fieldWords } from '../field-views.ts';
import { cutTo } from './cut-to.ts';

/** The fields of a record as buyers see them beside the product. `validate --for publish` says what is left out. */
export function inputParameters({ fields }: ResolvedListing): readonly Json[] {
  return shown(fields.input).map((field) => ({
    Name: field.name,
    Description: descriptionOf(field),
    Constraints: constraintsOf(field),
    Required: field.required,
  }));
}

export function outputParameters({ fields }: ResolvedListing): readonly Json[] {
  return shown(fields.output).map((field) => ({
    Name: field.name,
    Description: descriptionOf(field),
    AlwaysReturned: field.required,
  }));
}

export function customAttributes({ customAttributes: attributes }: ResolvedListing): readonly Json[] {
  return attributes.map(({ name, description }) => ({ Name: name, Description: description }));
}

function shown(fields: readonly ResolvedField[]): readonly ResolvedField[] {
  return fields.filter(({ name }) => isParameterName(name)).slice(0, mostParameters);
}

function descriptionOf(field: ResolvedField): string {
  return cutTo(longestParameterDescription, fieldWords(field) || field.type);
}

function constraintsOf({ type, values, min, max, unit, default: preset }: ResolvedField): string {
  const range = [min === null ? '' : `at least ${min}`, max === null ? '' : `at most ${max}`];
  const rules = [
    type,
    ...range,
    unit === null ? '' : `in ${unit}`,
    values.length === 0 ? '' : `one of ${values.join(', ')}`,
    preset === null ? '' : `${JSON.stringify(preset)} where it is missing`,
  ];
  return cutTo(longestParameterConstraints, rules.filter((rule) => rule !== '').join('; '));
}
