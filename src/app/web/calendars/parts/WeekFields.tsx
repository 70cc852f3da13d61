import { Button } from '@mantine/core';
import { type CalendarForm, WEEKDAYS } from '../calendarForm.ts';
import classes from './calendars.module.css';
import { IntervalFields } from './IntervalFields.tsx';

/** The hours of each weekday. */
export function WeekFields({
  week,
  onChange,
  wrong,
}: {
  week: CalendarForm['week'];
  onChange: (week: CalendarForm['week']) => void;
  wrong: Record<string, string>;
}) {
  const monday = week[1];
  return (
    <div>
      <div className={classes.week}>
        {WEEKDAYS.map(({ day, name }) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot stand in a grid
          <div key={day} role="group" aria-labelledby={`week-${day}`} className={classes.day}>
            <span id={`week-${day}`} className={classes.dayName}>
              {name}
            </span>
            <IntervalFields
              path={`week.${day}`}
              day={name}
              hours={week[day]}
              onChange={(hours) => onChange({ ...week, [day]: hours })}
              wrong={wrong}
            />
          </div>
        ))}
      </div>
      {wrong.week ? (
        <p className={classes.fault} role="alert">
          {wrong.week}
        </p>
      ) : null}
      <Button
        mt={10}
        size="compact-sm"
        variant="default"
        onClick={() => onChange({ ...week, 2: monday, 3: monday, 4: monday, 5: monday })}
      >
        Use Monday’s hours until Friday
      </Button>
    </div>
  );
}
