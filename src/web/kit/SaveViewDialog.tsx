import { Modal, Radio, Stack, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { fieldErrors, problemOf } from '../problem.ts';
import { parseSearch } from '../search.ts';
import { DialogActions } from './DialogActions.tsx';
import type { Audience, Look, SavedView, SavedViews } from './own.ts';
import { Problem } from './Problem.tsx';

/** Saves the list as it is under a name, for oneself or for others too. */
export function SaveViewDialog({ opened, onClose, saved, query, look }: SaveProps) {
  const navigate = useNavigate();
  return (
    <Modal opened={opened} onClose={onClose} title="Save as view">
      <ViewForm
        saved={saved}
        name=""
        audience="private"
        submit="Save view"
        onClose={onClose}
        onSubmit={async (name, audience) => {
          const id = await saved.save({ name, query, look, ...audience });
          await navigate({ to: '.', search: { ...parseSearch(query), view: id } as never, replace: true });
        }}
      />
    </Modal>
  );
}

/** Gives a view another name or audience. Open while there is a view. */
export function RenameViewDialog({
  view,
  onClose,
  saved,
}: {
  view: SavedView | null;
  onClose: () => void;
  saved: SavedViews;
}) {
  return (
    <Modal opened={view !== null} onClose={onClose} title="Rename or share">
      {view ? (
        <ViewForm
          saved={saved}
          name={view.name}
          audience={view.mine ? keyOf(view.audience, view.program) : null}
          submit="Save view"
          onClose={onClose}
          onSubmit={(name, audience) => saved.change(view.id, view.mine ? { name, ...audience } : { name })}
        />
      ) : null}
    </Modal>
  );
}

const keyOf = (audience: string, program: string | null | undefined) => (program ? `program ${program}` : audience);

function ViewForm({ saved, name: before, audience, submit, onClose, onSubmit }: FormProps) {
  const [name, setName] = useState(before);
  const [whom, setWhom] = useState(audience ?? 'private');
  const [error, setError] = useState<unknown>(null);
  const [pending, setPending] = useState(false);
  const wrong = error ? fieldErrors(problemOf(error)).name : undefined;
  const send = async () => {
    const chosen = saved.audiences.find((each) => keyOf(each.audience, each.program) === whom);
    setPending(true);
    setError(null);
    try {
      await onSubmit(
        name.trim(),
        chosen
          ? { audience: chosen.audience, ...(chosen.program ? { program: chosen.program } : {}) }
          : { audience: 'private' },
      );
      onClose();
    } catch (thrown) {
      setError(thrown);
    } finally {
      setPending(false);
    }
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();
        if (!pending) void send();
      }}
    >
      <Stack gap={14}>
        <TextInput
          label="Name"
          description="Filters, order, columns and density are kept under it."
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={wrong}
          data-autofocus
        />
        {audience !== null && saved.audiences.length > 1 ? (
          <Radio.Group label="Who sees it" value={whom} onChange={setWhom}>
            <Stack gap={8} mt={6}>
              {saved.audiences.map((each) => (
                <Radio
                  key={keyOf(each.audience, each.program)}
                  value={keyOf(each.audience, each.program)}
                  label={each.label}
                  size="xs"
                />
              ))}
            </Stack>
          </Radio.Group>
        ) : null}
        {error && wrong === undefined ? <Problem error={error} /> : null}
        <DialogActions pending={pending} onClose={onClose}>
          {submit}
        </DialogActions>
      </Stack>
    </form>
  );
}

type SaveProps = { opened: boolean; onClose: () => void; saved: SavedViews; query: string; look: Look };
type FormProps = {
  saved: SavedViews;
  name: string;
  /** null: it is not the viewer's to share. */
  audience: string | null;
  submit: string;
  onClose: () => void;
  onSubmit: (name: string, audience: Audience) => Promise<unknown>;
};
