import { Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useAsk } from '#web/ask.ts';
import { zones } from '#web/entrance/choices.ts';
import { FormGroup, SettingsPage } from '#web/kit/FormPage.tsx';
import { Link } from '#web/kit/Link.tsx';
import { fieldErrors, problemOf } from '#web/problem.ts';
import type { CalendarForm } from '../calendarForm.ts';
import { places as placesQuestion, preview } from '../questions.ts';
import classes from './calendars.module.css';
import { ClosureFields, OpeningFields } from './DayFields.tsx';
import { LivePreview } from './LivePreview.tsx';
import { WeekFields } from './WeekFields.tsx';

const errorsOf = (error: unknown) => (error ? fieldErrors(problemOf(error)) : {});

/**
 * A calendar to write: its fields, and beside them what would come of it. Faults stand at their fields, as the server sees them,
 * while one types.
 */
export function CalendarEditor(props: {
  title: string;
  lead: string;
  state?: ReactNode;
  actions?: ReactNode;
  submit: string;
  initial: CalendarForm;
  pending: boolean;
  error: unknown;
  saved: (form: CalendarForm) => ReactNode;
  onChange: () => void;
  onSubmit: (form: CalendarForm) => void;
}) {
  const { places } = useAsk(placesQuestion);
  const [form, setForm] = useState(props.initial);
  const [days, setDays] = useState(5);
  const [nameless, setNameless] = useState(false);
  const [asked] = useDebouncedValue(form, 300);
  const { name: _, ...draft } = asked;
  const found = useQuery({
    ...preview({ ...draft, promiseDays: days }),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const wrong: Record<string, string> = {
    ...errorsOf(found.error),
    ...errorsOf(props.error),
    ...(nameless ? { name: 'Give the calendar a name.' } : {}),
  };
  const set = (change: Partial<CalendarForm>) => {
    setForm({ ...form, ...change });
    if (change.name !== undefined) setNameless(false);
    props.onChange();
  };
  // Whoever sent the form by keyboard finds the first entry to mend under the cursor.
  const around = useRef<HTMLDivElement>(null);
  const toMend = nameless || Object.keys(errorsOf(props.error)).length > 0;
  useEffect(() => {
    if (toMend) around.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [toMend]);
  const states = places.find(({ code }) => code === form.country)?.states ?? [];
  return (
    <div className={classes.split} ref={around}>
      <div className={classes.columns}>
        <div>
          <SettingsPage
            title={props.title}
            above={<Link href="/settings/calendars">Business calendars</Link>}
            lead={props.lead}
            state={props.state}
            actions={props.actions}
            submit={props.submit}
            pending={props.pending}
            error={props.error}
            saved={props.saved(form)}
            onSubmit={() => {
              const sent = { ...form, name: form.name.trim() };
              setNameless(sent.name === '');
              if (sent.name === '') return;
              // What is told to be saved is what stands in the fields.
              setForm(sent);
              props.onSubmit(sent);
            }}
          >
            <FormGroup title="Name and zone" purpose="Hours and dates below are those of this time zone.">
              <TextInput
                label="Name"
                maxLength={120}
                value={form.name}
                error={wrong.name}
                onChange={(event) => set({ name: event.currentTarget.value })}
              />
              <Select
                label="Time zone"
                data={zones()}
                searchable
                allowDeselect={false}
                value={form.zone}
                error={wrong.zone}
                onChange={(zone) => zone && set({ zone })}
              />
            </FormGroup>
            <FormGroup
              title="Hours"
              purpose="Several intervals a day leave breaks out. 24:00 is midnight at the day’s end."
            >
              <WeekFields week={form.week} onChange={(week) => set({ week })} wrong={wrong} />
            </FormGroup>
            <FormGroup
              title="Public holidays"
              purpose="Whole days off, known from 2000 to 2060. Where one begins at noon, add a day below."
            >
              <Select
                label="Country"
                placeholder="No public holidays"
                data={places.map(({ code, name }) => ({ value: code, label: name }))}
                searchable
                clearable
                value={form.country}
                error={wrong.country}
                onChange={(country) => set({ country, state: null })}
              />
              {states.length > 0 ? (
                <Select
                  label="State or region"
                  placeholder="Those of the whole country"
                  data={states.map(({ code, name }) => ({ value: code, label: name }))}
                  searchable
                  clearable
                  value={form.state}
                  error={wrong.state}
                  onChange={(state) => set({ state })}
                />
              ) : null}
            </FormGroup>
            <FormGroup title="Closures" purpose="Days off besides, such as a winter break.">
              <ClosureFields closures={form.closures} onChange={(closures) => set({ closures })} wrong={wrong} />
            </FormGroup>
            <FormGroup
              title="Days with their own hours"
              purpose="They win over weekday, holiday and closure: a short Christmas Eve, a Saturday that is worked."
            >
              <OpeningFields openings={form.openings} onChange={(openings) => set({ openings })} wrong={wrong} />
            </FormGroup>
          </SettingsPage>
        </div>
        <LivePreview found={found} days={days} onDays={setDays} />
      </div>
    </div>
  );
}
