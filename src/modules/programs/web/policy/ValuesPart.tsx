import { MultiSelect, TagsInput } from '@mantine/core';
import { useMemo } from 'react';
import { countries } from '#web/entrance/choices.ts';
import { labelOf } from '../../policy/labels.ts';
import { type PartProps, useEditing, useFault } from './editing.ts';

const COUNTRY = '^[A-Z]{2}$';

/** A list of plain values: countries by name, numbers, or texts that are written one after the other. */
export function ValuesPart({ path, at, shape, value, onChange }: PartProps) {
  const { label, help, none } = labelOf(path);
  const { faults } = useEditing();
  const own = useFault(at);
  const below = Object.entries(faults).find(([place]) => place.startsWith(`${at}.`))?.[1];
  const list = Array.isArray(value) ? value.map(String) : [];
  const isCountry = shape.items?.pattern === COUNTRY && path === 'embargo';
  const choices = useMemo(() => (isCountry ? countries() : []), [isCountry]);
  const common = { label, description: help, error: own ?? below, value: list };
  if (isCountry)
    return (
      <MultiSelect
        {...common}
        data={choices}
        searchable
        clearable
        hidePickedOptions
        placeholder={list.length === 0 ? (none ?? '') : 'Add a country'}
        nothingFoundMessage="No such country"
        onChange={onChange}
      />
    );
  const number = shape.items?.type === 'integer' || shape.items?.type === 'number';
  const read = (text: string): unknown => (number && /^-?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : text);
  return (
    <TagsInput
      {...common}
      description={help ?? 'Write one and press Enter.'}
      placeholder={list.length === 0 ? (none ?? 'none') : ''}
      splitChars={[',', ';', '\n']}
      acceptValueOnBlur
      onChange={(next) => onChange(next.map(read))}
    />
  );
}
