import { Button, Group, Radio, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Problem } from './Problem.tsx';
import { chooseReason, type Reason, type ReasonChoice, reasonProblem } from './reason.ts';

/** Picks a reason from the list and the words to the person: for refusing, asking, pausing. `submit` is the verb with its object. */
export function ReasonForm({
  reasons,
  submit,
  danger = false,
  pending = false,
  error,
  onSubmit,
  onCancel,
}: ReasonFormProps) {
  const [choice, setChoice] = useState<ReasonChoice>({ reason: null, words: '' });
  const [tried, setTried] = useState(false);
  const problem = tried ? reasonProblem(choice) : null;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (choice.reason !== null && reasonProblem(choice) === null && !pending) {
          onSubmit({ reason: choice.reason, words: choice.words.trim() });
        }
      }}
    >
      <Stack gap={14}>
        <Radio.Group
          label="Reason"
          value={choice.reason}
          onChange={(reason) => setChoice(chooseReason(choice, reason, reasons))}
          error={problem?.field === 'reason' ? problem.message : null}
        >
          <Stack gap={8} mt={6}>
            {reasons.map((reason) => (
              <Radio key={reason.id} value={reason.id} label={reason.label} size="xs" />
            ))}
          </Stack>
        </Radio.Group>
        <Textarea
          label="Words to the person"
          description="Sent as they stand. Say what they can do about it."
          autosize
          minRows={4}
          maxRows={14}
          value={choice.words}
          onChange={(event) => setChoice({ ...choice, words: event.currentTarget.value })}
          error={problem?.field === 'words' ? problem.message : null}
        />
        {error ? <Problem error={error} /> : null}
        <Group gap={8}>
          <Button type="submit" loading={pending} {...(danger ? { color: 'red' } : {})}>
            {submit}
          </Button>
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

export type ReasonFormProps = {
  reasons: readonly Reason[];
  submit: string;
  danger?: boolean;
  pending?: boolean;
  error?: unknown;
  onSubmit: (choice: { reason: string; words: string }) => void;
  onCancel: () => void;
};
