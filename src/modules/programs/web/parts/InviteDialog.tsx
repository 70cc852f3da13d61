import { Modal, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Language } from '#kernel/language/languages.ts';
import { useOperation } from '#web/ask.ts';
import { DialogActions } from '#web/kit/DialogActions.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { showDone } from '#web/kit/UndoNotice.tsx';
import type { NominationRow, ProgramSummary } from '../questions.ts';
import { errorsOf } from './ActDialog.tsx';

const LANGUAGES: Record<Language, string> = {
  en: 'English',
  de: 'German',
  es: 'Spanish',
  fr: 'French',
  ja: 'Japanese',
};
const choices = Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }));

type Props = { program: ProgramSummary; opened: boolean; onClose: () => void };

/** Invites somebody: name and address, what the mail says besides, and the language it speaks. */
export function InviteDialog({ program, opened, onClose }: Props) {
  const [name, setName] = useState('');
  const [address, setAddress] = useState('');
  const mail = useMailParts();
  const invite = useOperation((c) => c.programs.invite, {
    touches: ['programs'],
    onDone: () => {
      showDone(`The invitation goes to ${address}.`);
      setName('');
      setAddress('');
      mail.clear();
      onClose();
    },
  });
  const wrong = errorsOf(invite.error);
  return (
    <Modal opened={opened} onClose={onClose} title={`Invite to the ${program.name}`} size="lg">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!invite.isPending) invite.mutate({ program: program.id, name, address, ...mail.input });
        }}
      >
        <Stack gap={14}>
          <TextInput
            label="Name"
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={wrong.name}
            data-autofocus
          />
          <TextInput
            label="Mail address"
            type="email"
            maxLength={254}
            value={address}
            onChange={(event) => setAddress(event.currentTarget.value)}
            error={wrong.address}
          />
          {mail.fields(wrong)}
          {invite.error && Object.keys(wrong).length === 0 ? <Problem error={invite.error} /> : null}
          <DialogActions pending={invite.isPending} onClose={onClose}>
            Send invitation
          </DialogActions>
        </Stack>
      </form>
    </Modal>
  );
}

/** Follows a nomination: the same mail, to whoever was named. */
export function AcceptDialog({ nomination, onClose }: { nomination: NominationRow | null; onClose: () => void }) {
  const mail = useMailParts();
  const accept = useOperation((c) => c.programs.acceptNomination, {
    touches: ['programs', 'work'],
    onDone: () => {
      showDone('The invitation is on its way.');
      mail.clear();
      onClose();
    },
  });
  return (
    <Modal opened={nomination !== null} onClose={onClose} title={`Invite ${nomination?.nominee.name ?? ''}`} size="lg">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (nomination && !accept.isPending) accept.mutate({ id: nomination.id, ...mail.input });
        }}
      >
        <Stack gap={14}>
          {mail.fields(errorsOf(accept.error))}
          {accept.error ? <Problem error={accept.error} /> : null}
          <DialogActions pending={accept.isPending} onClose={onClose}>
            Send invitation
          </DialogActions>
        </Stack>
      </form>
    </Modal>
  );
}

/** Does not follow a nomination; why stays among us. */
export function DeclineDialog({ nomination, onClose }: { nomination: NominationRow | null; onClose: () => void }) {
  const [words, setWords] = useState('');
  const decline = useOperation((c) => c.programs.declineNomination, {
    touches: ['programs', 'work'],
    onDone: () => {
      showDone('The nomination is declined. Nobody was mailed.');
      setWords('');
      onClose();
    },
  });
  return (
    <Modal
      opened={nomination !== null}
      onClose={onClose}
      title={`Decline the nomination of ${nomination?.nominee.name ?? ''}`}
      size="lg"
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (nomination && !decline.isPending) decline.mutate({ id: nomination.id, words });
        }}
      >
        <Stack gap={14}>
          <Textarea
            label="Why"
            description="For colleagues who look here later. Nobody is mailed."
            autosize
            minRows={3}
            maxLength={2000}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
            error={errorsOf(decline.error).words}
            data-autofocus
          />
          {decline.error && !errorsOf(decline.error).words ? <Problem error={decline.error} /> : null}
          <DialogActions pending={decline.isPending} onClose={onClose}>
            Decline nomination
          </DialogActions>
        </Stack>
      </form>
    </Modal>
  );
}

/** What every invitation says besides whom it is for. */
function useMailParts() {
  const [words, setWords] = useState('');
  const [language, setLanguage] = useState<Language>('en');
  return {
    input: { words, language },
    clear: () => setWords(''),
    fields: (wrong: Record<string, string>) => (
      <>
        <Textarea
          label="Words of yours in the mail (optional)"
          description="Such as why you thought of them. The link and how long it works are said by themselves."
          autosize
          minRows={3}
          maxLength={2000}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
          error={wrong.words}
        />
        <NativeSelect
          label="Language of the mail"
          data={choices}
          value={language}
          onChange={(event) => setLanguage(event.currentTarget.value as Language)}
        />
      </>
    ),
  };
}
