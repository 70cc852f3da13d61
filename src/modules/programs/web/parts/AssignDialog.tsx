import { Modal, Select, Stack } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '#web/client.ts';
import { DialogActions } from '#web/kit/DialogActions.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { counted } from '#web/kit/plural.ts';
import { showDone } from '#web/kit/UndoNotice.tsx';
import { reviewersOf } from '../questions.ts';

type Assignable = { id: string; number: string; program: { id: string }; assignee: { id: string } | null };
const POOL = 'pool';

/** Hands applications to a colleague who may review them, or back to the pool. Open while there are rows. */
export function AssignDialog({ rows, onClose, onDone }: AssignProps) {
  return (
    <Modal
      opened={rows.length > 0}
      onClose={onClose}
      title={rows.length === 1 ? `Assign ${rows[0]?.number}` : `Assign ${counted(rows.length, 'application')}`}
    >
      {rows[0] ? <AssignForm rows={rows} first={rows[0]} onClose={onClose} onDone={onDone} /> : null}
    </Modal>
  );
}

type AssignProps = { rows: readonly Assignable[]; onClose: () => void; onDone?: (() => void) | undefined };

function AssignForm({ rows, first, onClose, onDone }: AssignProps & { first: Assignable }) {
  const colleagues = useQuery(reviewersOf(first.program.id));
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<string | null>(rows.length === 1 ? (first.assignee?.id ?? null) : null);
  const [problem, setProblem] = useState<unknown>(null);
  const [pending, setPending] = useState(false);
  const assign = async () => {
    if (chosen === null) return;
    setPending(true);
    setProblem(null);
    const account = chosen === POOL ? null : chosen;
    const results = await Promise.allSettled(rows.map(({ id }) => client.programs.assignApplication({ id, account })));
    await queries.invalidateQueries({ queryKey: ['programs'] });
    setPending(false);
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) return setProblem(failed.reason);
    showDone(account === null ? 'Given back to the pool.' : 'Assigned.');
    onDone?.();
    onClose();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void assign();
      }}
    >
      <Stack gap={14}>
        {colleagues.isError ? <Problem error={colleagues.error} onRetry={() => colleagues.refetch()} /> : null}
        <Select
          label="Who looks after it"
          placeholder={colleagues.isPending ? 'Fetching colleagues…' : 'Choose a colleague'}
          searchable
          data-autofocus
          value={chosen}
          onChange={setChosen}
          nothingFoundMessage="No colleague of that name may review here"
          data={[
            { value: POOL, label: 'Nobody: back to the pool' },
            ...(colleagues.data?.colleagues ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        {problem ? <Problem error={problem} /> : null}
        <DialogActions pending={pending} disabled={chosen === null} onClose={onClose}>
          {chosen === POOL ? 'Give back to the pool' : 'Assign application'}
        </DialogActions>
      </Stack>
    </form>
  );
}
