import { Button, Modal, Select, Stack } from '@mantine/core';
import { useState } from 'react';
import { useAsk, useOperation } from '#web/ask.ts';
import { DialogActions } from '#web/kit/DialogActions.tsx';
import { Link } from '#web/kit/Link.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { Section } from '#web/kit/Section.tsx';
import { showDone } from '#web/kit/UndoNotice.tsx';
import { mayIn, useMe } from '#web/me.ts';
import { calendars as calendarsQuestion, type Program } from '../questions.ts';

const DEFAULT = 'default';

/** The business calendar that a program's promises are counted by; to be chosen by those who run it. */
export function ProgramCalendar({ program }: { program: Program }) {
  const me = useMe();
  const [choosing, setChoosing] = useState(false);
  const { calendars } = useAsk(calendarsQuestion);
  const used = calendars.find(({ id, isDefault }) => (program.calendar === null ? isDefault : id === program.calendar));
  return (
    <Section
      title="Business calendar"
      actions={
        mayIn(me, 'programs.manage', program.id) ? (
          <Button variant="default" size="compact-sm" onClick={() => setChoosing(true)}>
            Choose calendar
          </Button>
        ) : null
      }
    >
      {used ? (
        <>
          Business days are those of <Link href={`/settings/calendars/${used.id}`}>{used.name}</Link> (
          {used.zone.replaceAll('_', ' ')}
          {program.calendar === null ? '; the default calendar' : null}).
        </>
      ) : (
        'Business days are those of office hours in UTC, until there is a business calendar.'
      )}
      <Modal opened={choosing} onClose={() => setChoosing(false)} title="Choose a business calendar">
        <ChoiceForm program={program} onClose={() => setChoosing(false)} />
      </Modal>
    </Section>
  );
}

function ChoiceForm({ program, onClose }: { program: Program; onClose: () => void }) {
  const { calendars } = useAsk(calendarsQuestion);
  const [chosen, setChosen] = useState(program.calendar ?? DEFAULT);
  const choose = useOperation((c) => c.programs.chooseCalendar, {
    onDone: () => {
      showDone('The calendar is chosen. What is due is worked out again.');
      onClose();
    },
  });
  const standard = calendars.find(({ isDefault }) => isDefault);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        choose.mutate({ program: program.id, calendar: chosen === DEFAULT ? null : chosen });
      }}
    >
      <Stack gap={14}>
        <Select
          label="Business calendar"
          description="What is due in the program is worked out again. Decisions keep the days they took."
          data-autofocus
          allowDeselect={false}
          value={chosen}
          onChange={(value) => value && setChosen(value)}
          data={[
            { value: DEFAULT, label: standard ? `The default, now ${standard.name}` : 'The default' },
            ...calendars.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        {choose.isError ? <Problem error={choose.error} /> : null}
        <DialogActions pending={choose.isPending} onClose={onClose}>
          Choose calendar
        </DialogActions>
      </Stack>
    </form>
  );
}
