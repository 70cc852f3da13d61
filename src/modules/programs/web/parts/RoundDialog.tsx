import { Button, Group, Modal, NumberInput, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useOperation } from '#web/ask.ts';
import { Problem } from '#web/kit/Problem.tsx';
import { showDone } from '#web/kit/UndoNotice.tsx';
import type { Round } from '../questions.ts';
import { errorsOf } from './ActDialog.tsx';

/** An instant as the entry of date and time wants it, in the browser's zone; and back. */
const local = (iso: string) =>
  Temporal.Instant.from(iso)
    .toZonedDateTimeISO(Temporal.Now.timeZoneId())
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' });
const instantOf = (text: string) =>
  Temporal.PlainDateTime.from(text).toZonedDateTime(Temporal.Now.timeZoneId()).toInstant().toString();

/** Makes a round, or changes one. */
export function RoundDialog(props: { program: string; round: Round | null; opened: boolean; onClose: () => void }) {
  const { program, round, opened, onClose } = props;
  const [name, setName] = useState(round?.name ?? '');
  const [opens, setOpens] = useState(round ? local(round.opensAt) : '');
  const [closes, setCloses] = useState(round ? local(round.closesAt) : '');
  const [places, setPlaces] = useState<number | ''>(round?.places ?? '');
  const [threshold, setThreshold] = useState<number | ''>(round?.threshold ?? '');
  const [tried, setTried] = useState(false);
  const done = {
    touches: ['programs'],
    onDone: () => {
      onClose();
      showDone('Saved.');
    },
  };
  const make = useOperation((c) => c.programs.makeRound, done);
  const change = useOperation((c) => c.programs.changeRound, done);
  const error = make.error ?? change.error;
  const wrong = errorsOf(error);
  const send = () => {
    setTried(true);
    if (name.trim() === '' || opens === '' || closes === '') return;
    const input = {
      ...{ name, opensAt: instantOf(opens), closesAt: instantOf(closes) },
      ...{ places: places === '' ? null : places, threshold: threshold === '' ? null : threshold },
    };
    if (round) change.mutate({ id: round.id, ...input });
    else make.mutate({ program, ...input });
  };
  const missing = (text: string) => (tried && text.trim() === '' ? 'Fill this in.' : null);
  const number = (value: string | number) => (value === '' ? '' : Number(value));
  return (
    <Modal opened={opened} onClose={onClose} title={round ? 'Change the round' : 'Make a round'}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Stack gap={14}>
          <TextInput
            label="Name"
            value={name}
            maxLength={120}
            onChange={(event) => setName(event.currentTarget.value)}
            error={wrong.name ?? missing(name)}
            data-autofocus
          />
          <TextInput
            type="datetime-local"
            label="Opens"
            description="In your time zone. What comes in from then on belongs to it."
            value={opens}
            onChange={(event) => setOpens(event.currentTarget.value)}
            error={wrong.opensAt ?? missing(opens)}
          />
          <TextInput
            type="datetime-local"
            label="Closes"
            value={closes}
            onChange={(event) => setCloses(event.currentTarget.value)}
            error={wrong.closesAt ?? missing(closes)}
          />
          <NumberInput
            label="Places"
            description="So many can be taken. Empty: any number."
            min={1}
            value={places}
            onChange={(value) => setPlaces(number(value))}
            error={wrong.places}
          />
          <NumberInput
            label="Least score"
            description="0 to 100. Empty: none."
            min={0}
            max={100}
            value={threshold}
            onChange={(value) => setThreshold(number(value))}
            error={wrong.threshold}
          />
          {error ? <Problem error={error} /> : null}
          <Group gap={8}>
            <Button type="submit" loading={make.isPending || change.isPending}>
              {round ? 'Save round' : 'Make round'}
            </Button>
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
