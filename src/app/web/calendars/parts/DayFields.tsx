import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { type CalendarForm, dayAfter } from '../calendarForm.ts';
import classes from './calendars.module.css';
import { focusOn } from './focusOn.ts';
import { IntervalFields } from './IntervalFields.tsx';

type Wrong = Record<string, string>;
type Closure = CalendarForm['closures'][number];
type Opening = CalendarForm['openings'][number];

const today = () => new Date().toISOString().slice(0, 10);

/** Days on which the office is closed besides its holidays, each from its first day through its last. */
export function ClosureFields({
  closures,
  onChange,
  wrong,
}: {
  closures: Closure[];
  onChange: (closures: Closure[]) => void;
  wrong: Wrong;
}) {
  const set = (place: number, change: Partial<Closure>) =>
    onChange(closures.map((closure, i) => (i === place ? { ...closure, ...change } : closure)));
  return (
    <>
      <ul className={classes.rows} aria-label="Closures">
        {closures.map((closure, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a closure is known by its place alone while it is written
          <li key={place} className={classes.row}>
            <TextInput
              id={`closures.${place}.from`}
              className={classes.date}
              type="date"
              label="First day"
              value={closure.from}
              error={wrong[`closures.${place}.from`]}
              onChange={(event) => {
                const from = event.currentTarget.value;
                // The last day follows as long as it would lie before the first.
                set(place, { from, ...(closure.through < from ? { through: from } : {}) });
              }}
            />
            <TextInput
              id={`closures.${place}.through`}
              className={classes.date}
              type="date"
              label="Last day"
              value={closure.through}
              error={wrong[`closures.${place}.through`]}
              onChange={(event) => set(place, { through: event.currentTarget.value })}
            />
            <TextInput
              className={classes.name}
              label="Name"
              maxLength={200}
              value={closure.name}
              error={wrong[`closures.${place}.name`]}
              onChange={(event) => set(place, { name: event.currentTarget.value })}
            />
            <Remove
              what={`closure ${closure.name || closure.from}`}
              onClick={() => {
                onChange(closures.toSpliced(place, 1));
                focusOn('closures.add');
              }}
            />
          </li>
        ))}
      </ul>
      {wrong.closures ? <p className={classes.fault}>{wrong.closures}</p> : null}
      <Add
        id="closures.add"
        words="Add closure"
        onClick={() => {
          const from = dayAfter(closures.at(-1)?.through || today());
          onChange([...closures, { from, through: from, name: '' }]);
          focusOn(`closures.${closures.length}.from`);
        }}
      />
    </>
  );
}

/** Single days with hours of their own. */
export function OpeningFields({
  openings,
  onChange,
  wrong,
}: {
  openings: Opening[];
  onChange: (openings: Opening[]) => void;
  wrong: Wrong;
}) {
  const set = (place: number, change: Partial<Opening>) =>
    onChange(openings.map((opening, i) => (i === place ? { ...opening, ...change } : opening)));
  return (
    <>
      <ul className={classes.rows} aria-label="Days with their own hours">
        {openings.map((opening, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an opening is known by its place alone while it is written
          <li key={place} className={classes.row}>
            <TextInput
              id={`openings.${place}.day`}
              className={classes.date}
              type="date"
              label="Day"
              value={opening.day}
              error={wrong[`openings.${place}.day`]}
              onChange={(event) => set(place, { day: event.currentTarget.value })}
            />
            <TextInput
              className={classes.name}
              label="Name"
              maxLength={200}
              value={opening.name}
              error={wrong[`openings.${place}.name`]}
              onChange={(event) => set(place, { name: event.currentTarget.value })}
            />
            <Remove
              what={`day ${opening.name || opening.day}`}
              onClick={() => {
                onChange(openings.toSpliced(place, 1));
                focusOn('openings.add');
              }}
            />
            <div className={classes.hours}>
              <IntervalFields
                path={`openings.${place}.hours`}
                day={opening.name || opening.day}
                hours={opening.hours}
                onChange={(hours) => set(place, { hours })}
                wrong={wrong}
                least={1}
              />
            </div>
          </li>
        ))}
      </ul>
      {wrong.openings ? <p className={classes.fault}>{wrong.openings}</p> : null}
      <Add
        id="openings.add"
        words="Add day"
        onClick={() => {
          const days = openings.map(({ day }) => day).toSorted();
          const day = dayAfter(days.at(-1) || today());
          onChange([...openings, { day, hours: [{ from: '09:00', to: '12:00' }], name: '' }]);
          focusOn(`openings.${openings.length}.day`);
        }}
      />
    </>
  );
}

function Remove({ what, onClick }: { what: string; onClick: () => void }) {
  return (
    <ActionIcon size={30} className={classes.remove} aria-label={`Take out ${what}`} onClick={onClick}>
      <IconTrash size={16} aria-hidden />
    </ActionIcon>
  );
}

function Add({ id, words, onClick }: { id: string; words: string; onClick: () => void }) {
  return (
    <div>
      <Button
        id={id}
        variant="default"
        size="compact-sm"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={onClick}
      >
        {words}
      </Button>
    </div>
  );
}
