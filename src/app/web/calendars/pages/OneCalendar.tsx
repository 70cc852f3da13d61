import { Badge } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useAsk, useOperation } from '#web/ask.ts';
import { Link } from '#web/kit/Link.tsx';
import { Page } from '#web/kit/Page.tsx';
import { may, useMe } from '#web/me.ts';
import { type CalendarForm, formOf } from '../calendarForm.ts';
import { holidayWords, weekWords } from '../calendarWords.ts';
import { CalendarActs } from '../parts/CalendarActs.tsx';
import { CalendarEditor } from '../parts/CalendarEditor.tsx';
import { OutlookView, PromiseDue } from '../parts/OutlookView.tsx';
import { UsedBy } from '../parts/UsedBy.tsx';
import { type Calendar, calendar as calendarQuestion, type Outlook, places as placesQuestion } from '../questions.ts';

/** One calendar: to change for those who may, to look at for all others. */
export default function OneCalendar() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const calendar = useAsk(calendarQuestion(id));
  return may(useMe(), 'calendars.manage') ? <Editable key={id} calendar={calendar} /> : <Shown calendar={calendar} />;
}

const Default = ({ calendar }: { calendar: Calendar }) =>
  calendar.isDefault ? (
    <Badge variant="default" tt="none">
      Default
    </Badge>
  ) : null;

function Editable({ calendar }: { calendar: Calendar }) {
  // The state that this form began from: a colleague's newer one must not be overwritten unseen.
  const [basedOn, setBasedOn] = useState(calendar.changedAt);
  const [initial] = useState(() => formOf(calendar));
  const [kept, setKept] = useState<CalendarForm | null>(null);
  const save = useOperation((c) => c.calendars.change, { onDone: ({ changedAt }) => setBasedOn(changedAt) });
  return (
    <CalendarEditor
      title={calendar.name}
      state={<Default calendar={calendar} />}
      lead="What is due by it is worked out again as soon as it is saved. Decisions keep the days they took."
      actions={<CalendarActs calendar={calendar} />}
      submit="Save calendar"
      initial={initial}
      pending={save.isPending}
      error={save.error}
      saved={(form) => (save.isSuccess && kept === form ? 'Saved.' : null)}
      onChange={() => {
        setKept(null);
        if (save.isError) save.reset();
      }}
      onSubmit={(form) => save.mutate({ id: calendar.id, basedOn, ...form }, { onSuccess: () => setKept(form) })}
    />
  );
}

function Shown({ calendar }: { calendar: Calendar & { outlook: Outlook } }) {
  const { places } = useAsk(placesQuestion);
  return (
    <Page
      title={calendar.name}
      above={<Link href="/settings/calendars">Business calendars</Link>}
      state={<Default calendar={calendar} />}
      lead={`${weekWords(calendar.week)}, ${calendar.zone.replaceAll('_', ' ')}. ${holidayWords(calendar, places)}.`}
    >
      <p>
        <UsedBy usedBy={calendar.usedBy} />
      </p>
      <PromiseDue outlook={calendar.outlook} />
      <OutlookView outlook={calendar.outlook} />
    </Page>
  );
}
