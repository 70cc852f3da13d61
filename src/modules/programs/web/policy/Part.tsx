import { NativeSelect, NumberInput, Switch, Textarea, TextInput } from '@mantine/core';
import { useId } from 'react';
import { labelOf, pathBelow } from '../../policy/labels.ts';
import { freshOf, type Shape, variantOf, withoutNull } from '../../policy/shape.ts';
import { ConditionPart } from './ConditionPart.tsx';
import { type Fields, isFields, type PartProps, useEditing, useFault } from './editing.ts';
import { ListPart } from './ListPart.tsx';
import classes from './Part.module.css';
import { ValuesPart } from './ValuesPart.tsx';

const LONG = 300;
const UNITS: Readonly<Record<string, string>> = { percent: ' %' };

/** One part of a policy as its shape says it; entries of lists, groups and settings of checks are parts again. */
export function Part(props: PartProps) {
  const { shape: given, value } = props;
  const { shape, nullable } = withoutNull(given);
  const { values } = labelOf(props.path);
  if (shape.properties?.isOneOf && shape.properties.field) return <ConditionPart {...props} shape={shape} />;
  if (shape.type === 'array')
    return shape.items?.type === 'object' || shape.items?.oneOf ? (
      <ListPart {...props} shape={shape} />
    ) : (
      <ValuesPart {...props} shape={shape} />
    );
  if (shape.type === 'object' || shape.oneOf)
    return nullable || props.optional ? (
      <MaybeGroup {...props} shape={shape} nullable={nullable} />
    ) : (
      <Group {...props} shape={shape} value={value} />
    );
  if (shape.type === 'boolean') return <YesOrNo {...props} />;
  if (shape.type === 'number' || shape.type === 'integer')
    return nullable && props.optional ? (
      <NumberOfThree {...props} shape={shape} />
    ) : (
      <NumberPart {...props} shape={shape} nullable={nullable} />
    );
  if (shape.enum || values || props.path.endsWith('.tier'))
    return <OneOf {...props} shape={shape} nullable={nullable} />;
  return <Text {...props} shape={shape} nullable={nullable} />;
}

function YesOrNo({ path, at, value, onChange }: PartProps) {
  const { label, help } = labelOf(path);
  return (
    <Switch
      label={label}
      description={help}
      error={useFault(at)}
      checked={value === true}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}

type Bare = PartProps & { nullable: boolean };

function NumberPart({ path, at, shape, value, onChange, nullable, optional }: Bare) {
  const { label, help, unit, none } = labelOf(path);
  const suffix = unit ? (UNITS[unit] ?? ` ${value === 1 ? unit : `${unit}s`}`) : '';
  const least = shape.minimum ?? (shape.exclusiveMinimum === undefined ? undefined : shape.exclusiveMinimum + 1);
  return (
    <NumberInput
      className={classes.short}
      label={label}
      description={help}
      error={useFault(at)}
      value={typeof value === 'number' ? value : ''}
      placeholder={nullable || optional ? (none ?? 'not set') : ''}
      allowDecimal={shape.type === 'number'}
      suffix={suffix}
      {...(least === undefined ? {} : { min: least })}
      {...(shape.maximum === undefined ? {} : { max: shape.maximum })}
      clampBehavior="none"
      // A number that is being taken out is null: that is a fault where one is needed, and said beside it.
      onChange={(next) => onChange(typeof next === 'number' ? next : optional ? undefined : null)}
    />
  );
}

/** A number of a tier: as in the benefit, without an end, or a number of its own. */
function NumberOfThree(props: PartProps) {
  const { path, shape, value, onChange } = props;
  const { label, none } = labelOf(path);
  const kind = value === undefined ? 'as' : value === null ? 'none' : 'own';
  return (
    <>
      <NativeSelect
        className={classes.short}
        label={label}
        value={kind}
        data={[
          { value: 'as', label: 'as in the benefit' },
          { value: 'none', label: none ?? 'none' },
          { value: 'own', label: 'at most so many' },
        ]}
        onChange={({ currentTarget }) =>
          onChange(
            currentTarget.value === 'as' ? undefined : currentTarget.value === 'none' ? null : freshNumber(shape),
          )
        }
      />
      {kind === 'own' ? <NumberPart {...props} nullable={false} optional={false} /> : null}
    </>
  );
}

const freshNumber = ({ minimum = 1 }: Shape) => Math.max(1, minimum);

function OneOf({ path, at, shape, value, onChange, nullable, locked = false }: Bare) {
  const { label, help, values = {}, none } = labelOf(path);
  const { tiers } = useEditing();
  const names = path.endsWith('.tier') ? tiers : (shape.enum?.map(String) ?? Object.keys(values));
  const strange = typeof value === 'string' && value !== '' && !names.includes(value) ? [value] : [];
  return (
    <NativeSelect
      className={classes.short}
      label={label}
      description={help}
      error={useFault(at)}
      disabled={locked}
      value={typeof value === 'string' ? value : ''}
      data={[
        ...(nullable ? [{ value: '', label: none ?? 'none' }] : []),
        ...[...names, ...strange].map((name) => ({ value: name, label: values[name] ?? name })),
      ]}
      onChange={({ currentTarget }) => onChange(currentTarget.value === '' ? null : currentTarget.value)}
    />
  );
}

function Text({ path, at, shape, value, onChange, nullable, optional = false, locked = false }: Bare) {
  const { label, help, none } = labelOf(path);
  const common = {
    label,
    description: help,
    error: useFault(at),
    value: typeof value === 'string' ? value : '',
    placeholder: nullable || optional ? (none ?? '') : '',
  };
  if (locked)
    return (
      <p className={classes.help}>
        {label}: <code>{common.value}</code>
      </p>
    );
  const set = (text: string) => onChange(text === '' && nullable ? null : text === '' && optional ? undefined : text);
  // Without a bound in letters it is a code or an address: one line.
  if ((shape.maxLength ?? 0) > LONG && shape.format !== 'uri')
    return (
      <Textarea
        {...common}
        autosize
        minRows={(shape.maxLength ?? 0) > 5000 && /(^|\.)(text|words|summary|advice)$/.test(path) ? 2 : 1}
        maxRows={18}
        onChange={(event) => set(event.currentTarget.value)}
      />
    );
  return (
    <TextInput
      {...common}
      type={shape.format === 'uri' ? 'url' : 'text'}
      spellCheck={false}
      onChange={(event) => set(event.currentTarget.value)}
    />
  );
}

/** A group that may be switched off as a whole. */
function MaybeGroup({ shape, nullable, ...props }: Bare) {
  const { label, none } = labelOf(props.path);
  const there = isFields(props.value);
  return (
    <div className={classes.maybe}>
      <Switch
        label={label}
        description={there ? labelOf(props.path).help : (none ?? labelOf(props.path).help)}
        error={useFault(props.at)}
        checked={there}
        onChange={({ currentTarget }) =>
          props.onChange(currentTarget.checked ? freshOf(shape) : nullable ? null : undefined)
        }
      />
      {there ? (
        <div className={classes.below}>
          <Group {...props} shape={shape} bare />
        </div>
      ) : null}
    </div>
  );
}

/** Several parts together, under a heading of their own unless they stand in something that has one (`bare`). */
export function Group({ path, at, shape, value, onChange, bare = false }: PartProps & { bare?: boolean }) {
  const fields = isFields(value) ? value : {};
  const set = (name: string, next: unknown) => {
    const { [name]: _, ...others } = fields;
    onChange(next === undefined ? others : { ...fields, [name]: next });
  };
  const variant = variantOf(shape, value);
  const own = variant?.shape ?? shape;
  const named = own.propertyNames?.enum?.map(String);
  const parts = named
    ? named.map((name) => [name, own.additionalProperties as Shape] as const)
    : Object.entries(own.properties ?? {});
  const fault = useFault(at);
  const inside = (
    <>
      {fault ? (
        <p className={classes.fault} role="alert">
          {fault}
        </p>
      ) : null}
      {parts.map(([name, part]) =>
        name === variant?.by ? (
          <Variant key={name} at={`${at}.${name}`} variant={variant} shape={shape} value={fields} onChange={onChange} />
        ) : (
          <Part
            key={name}
            path={pathBelow(path, name, value)}
            at={at === '' ? name : `${at}.${name}`}
            shape={part}
            value={fields[name]}
            optional={Boolean(named) || (!own.required?.includes(name) && !('default' in part))}
            onChange={(next) => set(name, next)}
          />
        ),
      )}
    </>
  );
  if (parts.length === 0) return null;
  return bare ? inside : <Framed path={path}>{inside}</Framed>;
}

function Framed({ path, children }: { path: string; children: React.ReactNode }) {
  const { label, help } = labelOf(path);
  const words = useId();
  return (
    <fieldset className={classes.group} aria-describedby={help ? words : undefined}>
      <legend className={classes.title}>{label}</legend>
      {help ? (
        <p id={words} className={classes.help}>
          {help}
        </p>
      ) : null}
      <div className={classes.parts}>{children}</div>
    </fieldset>
  );
}

type VariantProps = {
  at: string;
  variant: NonNullable<ReturnType<typeof variantOf>>;
  shape: Shape;
  value: Fields;
  onChange: (value: unknown) => void;
};

/** Which check a requirement has. Another check keeps the words, and begins with its own usual settings. */
function Variant({ at, variant, shape, value, onChange }: VariantProps) {
  const { checks } = useEditing();
  const { by, values } = variant;
  return (
    <NativeSelect
      className={classes.short}
      label={labelOf(`requirements.*.${by}`).label}
      error={useFault(at)}
      value={String(value[by] ?? '')}
      data={values.map((name) => ({ value: name, label: checks.get(name) ?? name }))}
      onChange={({ currentTarget }) => {
        const chosen = variantOf(shape, { [by]: currentTarget.value })?.shape ?? shape;
        onChange({ ...(freshOf(chosen) as Fields), words: value.words ?? '' });
      }}
    />
  );
}
