import { Button, Group, Modal, Stack } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useOperation } from '#web/ask.ts';
import { Problem } from '#web/kit/Problem.tsx';
import { showDone } from '#web/kit/UndoNotice.tsx';
import type { Calendar } from '../questions.ts';

/** What can be done with a calendar that is not the default: make it the default, remove it. */
export function CalendarActs({ calendar }: { calendar: Calendar }) {
  const [asking, setAsking] = useState<'default' | 'remove' | null>(null);
  const close = () => setAsking(null);
  const navigate = useNavigate();
  const makeDefault = useOperation((c) => c.calendars.makeDefault, {
    onDone: () => {
      close();
      showDone(`${calendar.name} is the default calendar. What is due is worked out again.`);
    },
  });
  const remove = useOperation((c) => c.calendars.remove, {
    touches: [],
    onDone: async () => {
      showDone(`${calendar.name} is removed.`);
      await navigate({ to: '/settings/calendars' as string });
    },
  });
  if (calendar.isDefault) return null;
  const act = asking === 'remove' ? remove : makeDefault;
  const open = (what: 'default' | 'remove') => {
    makeDefault.reset();
    remove.reset();
    setAsking(what);
  };
  return (
    <>
      <Button variant="default" onClick={() => open('default')}>
        Make default
      </Button>
      <Button variant="default" onClick={() => open('remove')}>
        Remove calendar
      </Button>
      <Modal
        opened={asking !== null}
        onClose={close}
        title={asking === 'remove' ? `Remove ${calendar.name}` : `Make ${calendar.name} the default`}
      >
        <Stack gap={14}>
          <div>
            {asking === 'remove'
              ? 'Nothing may count by it any more. What it was stays in the ledger.'
              : 'Every program that names no calendar of its own counts by it from now on, and what is due is worked out again.'}
          </div>
          {act.isError ? <Problem error={act.error} /> : null}
          <Group gap={8}>
            {asking === 'remove' ? (
              <Button color="red" loading={remove.isPending} onClick={() => remove.mutate({ id: calendar.id })}>
                Remove calendar
              </Button>
            ) : (
              <Button loading={makeDefault.isPending} onClick={() => makeDefault.mutate({ id: calendar.id })}>
                Make default
              </Button>
            )}
            <Button variant="default" onClick={close}>
              Leave it as it is
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
