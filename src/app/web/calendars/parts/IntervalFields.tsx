import { ActionIcon, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { type Hours, timeOf, withInterval } from '../calendarForm.ts';
import classes from './calendars.module.css';
import { focusOn } from './focusOn.ts';

/**
 * The working intervals of a day: from, to, one more, one less. `path` is the field's in the input ("week.1"), by which faults are
 * found in `wrong`; `day` is what screen readers hear ("Monday"). `least`: how many intervals have to stay.
 */
export function IntervalFields({
  path,
  day,
  hours,
  onChange,
  wrong,
  least = 0,
}: {
  path: string;
  day: string;
  hours: Hours;
  onChange: (hours: Hours) => void;
  wrong: Record<string, string>;
  least?: number;
}) {
  const more = withInterval(hours);
  const set = (place: number, change: Partial<Hours[number]>) =>
    onChange(hours.map((span, i) => (i === place ? { ...span, ...change } : span)));
  const field = (place: number, end: 'from' | 'to') => {
    const id = `${path}.${place}.${end}`;
    const value = hours[place]?.[end] ?? '';
    const which = hours.length > 1 ? `, interval ${place + 1}` : '';
    return (
      <TextInput
        id={id}
        className={classes.time}
        aria-label={`${day}${which}: ${end === 'from' ? 'opens' : 'closes'} at`}
        aria-describedby={wrong[id] ? `${id}-fault` : undefined}
        error={wrong[id] !== undefined}
        value={value}
        maxLength={5}
        placeholder={end === 'from' ? '09:00' : '17:00'}
        autoComplete="off"
        onChange={(event) => set(place, { [end]: event.currentTarget.value })}
        onBlur={() => {
          const time = timeOf(value);
          if (time !== null && time !== value) set(place, { [end]: time });
        }}
      />
    );
  };
  return (
    <div className={classes.spans}>
      {hours.length === 0 ? (
        <div className={classes.span}>
          <span className={classes.closed}>Closed</span>
          <Add path={path} day={day} more={more} onChange={onChange} place={0} />
        </div>
      ) : null}
      {hours.map((_, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an interval is known by its place alone
        <div key={place} className={classes.span}>
          {field(place, 'from')}
          <span aria-hidden>–</span>
          {field(place, 'to')}
          {hours.length > least ? (
            <ActionIcon
              size={30}
              aria-label={hours.length > 1 ? `Take out interval ${place + 1} of ${day}` : `Close on ${day}`}
              onClick={() => {
                onChange(hours.toSpliced(place, 1));
                focusOn(`${path}.add`);
              }}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          ) : null}
          {place === hours.length - 1 && more ? (
            <Add path={path} day={day} more={more} onChange={onChange} place={hours.length} />
          ) : null}
          {(['from', 'to'] as const).map((end) => {
            const id = `${path}.${place}.${end}`;
            return wrong[id] ? (
              <p key={end} id={`${id}-fault`} className={classes.fault}>
                {wrong[id]}
              </p>
            ) : null;
          })}
        </div>
      ))}
      {wrong[path] ? <p className={classes.fault}>{wrong[path]}</p> : null}
    </div>
  );
}

function Add(props: {
  path: string;
  day: string;
  more: Hours | null;
  onChange: (hours: Hours) => void;
  place: number;
}) {
  const { path, day, more, onChange, place } = props;
  return (
    <ActionIcon
      id={`${path}.add`}
      size={30}
      aria-label={place === 0 ? `Open on ${day}` : `Add an interval on ${day}`}
      onClick={() => {
        if (more) onChange(more);
        focusOn(`${path}.${place}.from`);
      }}
    >
      <IconPlus size={16} aria-hidden />
    </ActionIcon>
  );
}
