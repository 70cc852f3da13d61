import { MultiSelect, NativeSelect, NumberInput, TagsInput } from '@mantine/core';
import { countries } from '#web/entrance/choices.ts';
import { type Fields, isFields, type PartProps, useEditing, useFault } from './editing.ts';
import classes from './Part.module.css';

const HOW = [
  { value: 'isOneOf', label: 'is one of' },
  { value: 'isNoneOf', label: 'is none of' },
  { value: 'bounds', label: 'is a number' },
] as const;

const howOf = (fields: Fields): string =>
  fields.isNoneOf !== undefined ? 'isNoneOf' : fields.isOneOf !== undefined ? 'isOneOf' : 'bounds';

/** One condition: a field, how it is compared, and with what. */
export function ConditionPart({ at, value, onChange }: PartProps) {
  const { fields: known, faults } = useEditing();
  const fields: Fields = isFields(value) ? value : { field: '' };
  const fault = useFault(at);
  const how = howOf(fields);
  const name = String(fields.field ?? '');
  const asked = known.find((each) => each.name === name);
  const values = name === 'country' ? countries() : (asked?.values ?? []);
  const list = how === 'bounds' ? [] : ((fields[how] as string[] | undefined) ?? []);
  const compare = (next: string) =>
    onChange({ field: name, ...(next === 'bounds' ? { atLeast: 1 } : { [next]: list }) });
  const bound = (part: 'atLeast' | 'atMost', next: string | number) => {
    const { [part]: _, ...others } = fields;
    onChange(typeof next === 'number' ? { ...others, [part]: next } : others);
  };
  const atList = Object.entries(faults).find(([place]) => place.startsWith(`${at}.${how}`))?.[1];
  const several = {
    label: 'Values',
    value: list,
    error: atList ?? fault,
    onChange: (next: string[]) => onChange({ field: name, [how]: next }),
  };
  return (
    <div className={classes.condition}>
      <NativeSelect
        label="Field"
        value={name}
        error={faults[`${at}.field`]}
        data={[
          ...(asked ? [] : [{ value: name, label: name === '' ? 'Choose a field' : name }]),
          ...known.map((each) => ({ value: each.name, label: each.label })),
        ]}
        onChange={({ currentTarget }) => onChange({ ...fields, field: currentTarget.value })}
      />
      <NativeSelect
        label="Compared"
        value={how}
        data={[...HOW]}
        onChange={({ currentTarget }) => compare(currentTarget.value)}
      />
      {how === 'bounds' ? (
        <>
          <NumberInput
            label="At least"
            error={fault}
            value={typeof fields.atLeast === 'number' ? fields.atLeast : ''}
            onChange={(next) => bound('atLeast', next)}
          />
          <NumberInput
            label="At most"
            value={typeof fields.atMost === 'number' ? fields.atMost : ''}
            onChange={(next) => bound('atMost', next)}
          />
        </>
      ) : values.length > 0 ? (
        <MultiSelect {...several} data={[...values]} searchable hidePickedOptions className={classes.wide} />
      ) : (
        <TagsInput {...several} splitChars={[',', ';']} acceptValueOnBlur className={classes.wide} />
      )}
    </div>
  );
}
