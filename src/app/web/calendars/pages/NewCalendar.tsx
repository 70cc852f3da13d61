import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useOperation } from '#web/ask.ts';
import { showDone } from '#web/kit/UndoNotice.tsx';
import { useMe } from '#web/me.ts';
import { newForm } from '../calendarForm.ts';
import { CalendarEditor } from '../parts/CalendarEditor.tsx';

/** A calendar that is not there yet. */
export default function NewCalendar() {
  const { organisation } = useMe();
  const [initial] = useState(() => newForm(organisation.zone));
  const navigate = useNavigate();
  const add = useOperation((c) => c.calendars.add, {
    touches: ['calendars'],
    onDone: (_, { name }) => {
      showDone(`${name} is added. Programs can choose it.`);
      return navigate({ to: '/settings/calendars' as string });
    },
  });
  return (
    <CalendarEditor
      title="New business calendar"
      lead="The preview shows what comes of it while you write."
      submit="Add calendar"
      initial={initial}
      pending={add.isPending}
      error={add.error}
      saved={() => null}
      onChange={() => add.isError && add.reset()}
      onSubmit={(form) => add.mutate(form)}
    />
  );
}
