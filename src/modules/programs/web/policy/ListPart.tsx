import { ActionIcon, Button } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useId, useLayoutEffect, useRef, useState } from 'react';
import { announce } from '#web/kit/announce.ts';
import { keyFieldOf, keyOf, labelOf, pathBelow } from '../../policy/labels.ts';
import { freshOf, type Shape, variantOf } from '../../policy/shape.ts';
import { told } from '../../policy/told.ts';
import { type Fields, freeCode, isFields, type PartProps, useEditing, useFault, valueAt } from './editing.ts';
import { MailPreview } from './MailPreview.tsx';
import classes from './Part.module.css';

const upper = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
const titleOf = (path: string, entry: unknown, noun: string): string => {
  if (!isFields(entry)) return `New ${noun}`;
  const said = [entry.label, entry.words, entry.advice].find((text) => typeof text === 'string' && text.trim() !== '');
  const check = typeof entry.check === 'string' ? entry.check : null;
  if (path === 'mails')
    return `${upper(told('mails.*.mail', entry.mail))}, ${told('mails.*.language', entry.language)}`;
  if (entry.field !== undefined) return told(`${path}.*`, entry);
  const name = check ?? (typeof said === 'string' ? said : null) ?? keyOf(entry) ?? '';
  return name === '' ? `New ${noun}` : name.length > 90 ? `${name.slice(0, 90)}…` : name;
};

/** A list of entries: added, taken out and moved by buttons; the focus stays with what was acted on. */
export function ListPart({ path, at, shape, value, onChange }: PartProps) {
  const { label, help, entry: noun = 'entry' } = labelOf(path);
  const list = Array.isArray(value) ? (value as unknown[]) : [];
  const fault = useFault(at);
  const { checks } = useEditing();
  const box = useRef<HTMLFieldSetElement>(null);
  const [focus, setFocus] = useState<string | null>(null);
  const words = useId();
  useLayoutEffect(() => {
    if (focus === null) return;
    const found = box.current?.querySelector<HTMLElement>(focus);
    const target = found?.matches('button')
      ? found
      : found?.querySelector<HTMLElement>('input:not(:disabled), select:not(:disabled), textarea');
    target?.focus();
    setFocus(null);
  }, [focus]);
  const set = (next: unknown[], then: string, said: string) => {
    onChange(next);
    setFocus(then);
    announce(said);
  };
  const move = (place: number, by: 1 | -1) => {
    const next = list.toSpliced(place, 1).toSpliced(place + by, 0, list[place]);
    const end = place + by === 0 ? 'down' : place + by === list.length - 1 ? 'up' : by === 1 ? 'down' : 'up';
    set(next, `[data-act="${at}.${place + by}.${end}"]`, `${upper(noun)} ${place + 1} is now ${place + by + 1}.`);
  };
  const full = shape.maxItems !== undefined && list.length >= shape.maxItems;
  const fresh = () => freshEntry(shape.items as Shape, list);
  return (
    <fieldset ref={box} className={classes.group} aria-describedby={help ? words : undefined}>
      <legend className={classes.title}>{label}</legend>
      {help ? (
        <p id={words} className={classes.help}>
          {help}
        </p>
      ) : null}
      {fault ? (
        <p className={classes.fault} role="alert">
          {fault}
        </p>
      ) : null}
      {list.length === 0 ? <p className={classes.none}>{labelOf(path).none ?? 'None yet.'}</p> : null}
      <ol className={classes.list}>
        {list.map((entry, place) => {
          const title =
            isFields(entry) && typeof entry.check === 'string'
              ? (checks.get(entry.check) ?? entry.check)
              : titleOf(path, entry, noun);
          const act = (name: string) => ({
            'data-act': `${at}.${place}.${name}`,
            size: 30,
            variant: 'subtle',
            color: 'gray',
          });
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: codes change while they are written; the place is what an entry is known by
            <li key={place} className={classes.item} data-entry={`${at}.${place}`}>
              <div className={classes.head}>
                <span className={classes.name}>{title}</span>
                <span className={classes.acts}>
                  <ActionIcon
                    {...act('up')}
                    aria-label={`Move up: ${title}`}
                    disabled={place === 0}
                    onClick={() => move(place, -1)}
                  >
                    <IconArrowUp size={16} aria-hidden />
                  </ActionIcon>
                  <ActionIcon
                    {...act('down')}
                    aria-label={`Move down: ${title}`}
                    disabled={place === list.length - 1}
                    onClick={() => move(place, 1)}
                  >
                    <IconArrowDown size={16} aria-hidden />
                  </ActionIcon>
                  <ActionIcon
                    {...act('out')}
                    aria-label={`Take out: ${title}`}
                    onClick={() => set(list.toSpliced(place, 1), `[data-act="${at}.add"]`, `${upper(noun)} taken out.`)}
                  >
                    <IconTrash size={16} aria-hidden />
                  </ActionIcon>
                </span>
              </div>
              <Entry
                path={`${path}.*`}
                at={`${at}.${place}`}
                list={list}
                shape={shape.items as Shape}
                value={entry}
                onChange={(next) => onChange(list.with(place, next))}
              />
            </li>
          );
        })}
      </ol>
      <Button
        data-act={`${at}.add`}
        variant="default"
        size="compact-sm"
        leftSection={<IconPlus size={14} aria-hidden />}
        disabled={full}
        onClick={() => set([...list, fresh()], `[data-entry="${at}.${list.length}"]`, `${upper(noun)} added.`)}
      >
        Add {noun}
      </Button>
    </fieldset>
  );
}

/** A new entry; of a requirement, with the first check that is not required yet. */
function freshEntry(shape: Shape, list: readonly unknown[]): unknown {
  const variant = variantOf(shape, null);
  if (!variant) return freshOf(shape);
  const taken = list.map((entry) => (isFields(entry) ? entry[variant.by] : null));
  const free = variant.values.find((name) => !taken.includes(name)) ?? variant.values[0];
  return freshOf(variantOf(shape, { [variant.by]: free })?.shape ?? shape);
}

/** Left out where the kind of field has no use for them. */
const ONLY_FOR: Readonly<Record<string, readonly string[]>> = {
  choices: ['choice', 'choices'],
  least: ['number', 'money'],
  most: ['number', 'money'],
  currency: ['money'],
};

type EntryProps = PartProps & { list: readonly unknown[] };

/** One entry. Its code comes from its label once that is written, and stays once it was published. */
function Entry({ path, at, list, shape, value, onChange }: EntryProps) {
  const { inForce, draw } = useEditing();
  const { Part, Group } = draw;
  const fault = useFault(at);
  if (shape.oneOf || shape.properties?.isOneOf || !shape.properties)
    return shape.oneOf ? (
      <div className={classes.parts}>
        <Group path={path} at={at} shape={shape} value={value} onChange={onChange} bare />
      </div>
    ) : (
      <Part path={path} at={at} shape={shape} value={value} onChange={onChange} />
    );
  const fields = isFields(value) ? value : {};
  const key = keyFieldOf(fields);
  const published = valueAt(inForce, at.replace(/\.\d+$/, ''));
  const locked =
    key !== null &&
    Array.isArray(published) &&
    published.some((entry) => isFields(entry) && entry[key] === fields[key]);
  const set = (name: string, next: unknown) => {
    const { [name]: _, ...others } = fields;
    const whole: Fields = next === undefined ? others : { ...fields, [name]: next };
    if (path === 'form.fields.*' && name === 'kind') whole.choices = keptChoices(next, fields.choices);
    onChange(whole);
  };
  const nameNew = () => {
    const said = fields.label ?? fields.words;
    if (key !== null && fields[key] === '' && typeof said === 'string' && said.trim() !== '')
      onChange({ ...fields, [key]: freeCode(said, list, key) });
  };
  // The code follows from the words, so these are asked first.
  const parts = Object.entries(shape.properties)
    .filter(([name]) => path !== 'form.fields.*' || (ONLY_FOR[name]?.includes(String(fields.kind)) ?? true))
    .toSorted(([one], [other]) => Number(one === key) - Number(other === key));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: leaving a field of the entry is noticed here, nothing is done by it
    <div className={classes.parts} onBlur={nameNew}>
      {fault ? (
        <p className={classes.fault} role="alert">
          {fault}
        </p>
      ) : null}
      {parts.map(([name, part]) => (
        <Part
          key={name}
          path={pathBelow(path, name, value)}
          at={`${at}.${name}`}
          shape={part}
          value={fields[name]}
          locked={locked && name === key}
          optional={!shape.required?.includes(name) && !('default' in part)}
          onChange={(next) => set(name, next)}
        />
      ))}
      {path === 'mails.*' ? <MailPreview entry={fields} /> : null}
    </div>
  );
}

const keptChoices = (kind: unknown, choices: unknown): unknown => {
  if (kind !== 'choice' && kind !== 'choices') return [];
  return Array.isArray(choices) && choices.length > 0 ? choices : [{ value: '', label: '' }];
};
