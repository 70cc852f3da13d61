import { Select, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Problem } from '#web/kit/Problem.tsx';
import type { BulkAct } from '../bulkActs.ts';
import { type Preview, reviewersOf } from '../questions.ts';

/** What an act on many needs to be told; the same for all of them. */
export type BulkForm = { account: string | null; reason: string | null; words: string; until: string };
export const emptyForm: BulkForm = { account: null, reason: null, words: '', until: '' };
export const POOL = 'pool';

/** What still has to be filled in; null: nothing. */
export function missingIn(act: BulkAct, { account, reason, words, until }: BulkForm): keyof BulkForm | null {
  if (act === 'assign' && account === null) return 'account';
  if (act === 'more-time' && until === '') return 'until';
  if (act === 'refuse' && reason === null) return 'reason';
  if ((act === 'refuse' || act === 'ask') && words.trim() === '') return 'words';
  return null;
}

const WITHOUT_ENTRIES: readonly BulkAct[] = ['claim', 'deal', 'remind', 'rerun', 'undo'];

/** The entries of an act; claiming has none. */
export function BulkFields({ act, form, onForm, preview, tried }: FieldsProps) {
  const missing = tried ? missingIn(act, form) : null;
  if (WITHOUT_ENTRIES.includes(act)) return null;
  if (act === 'more-time')
    return (
      <TextInput
        type="date"
        label="Until the end of"
        description="None of them ends by silence before."
        data-autofocus
        value={form.until}
        onChange={(event) => onForm({ ...form, until: event.currentTarget.value })}
        error={missing === 'until' ? 'Choose a day.' : null}
      />
    );
  if (act === 'assign') return <Assignee form={form} onForm={onForm} preview={preview} missing={missing !== null} />;
  return (
    <>
      {act === 'refuse' ? (
        <Select
          label="Reason"
          description="One that the policies of all of them have. Counted in the figures, and told to the applicants."
          data-autofocus
          allowDeselect={false}
          value={form.reason}
          onChange={(reason) => onForm({ ...form, reason })}
          error={missing === 'reason' ? 'Choose the reason.' : null}
          data={(preview?.reasons ?? []).map(({ code, label }) => ({ value: code, label }))}
        />
      ) : null}
      <Textarea
        label={act === 'ask' ? 'What we need to know' : 'Words to the applicants'}
        description={
          act === 'approve' ? 'Added to each mail. May stay empty.' : 'Each of them is mailed these same words.'
        }
        autosize
        minRows={3}
        maxRows={10}
        maxLength={4000}
        value={form.words}
        onChange={(event) => onForm({ ...form, words: event.currentTarget.value })}
        error={missing === 'words' ? 'Write to the applicants what it is about.' : null}
        {...(act === 'refuse' ? {} : { 'data-autofocus': true })}
      />
    </>
  );
}

function Assignee({
  form,
  onForm,
  preview,
  missing,
}: Pick<FieldsProps, 'form' | 'onForm' | 'preview'> & { missing: boolean }) {
  const programs = [...new Set((preview?.rows ?? []).map(({ program }) => program))];
  const one = programs[0];
  const colleagues = useQuery({ ...reviewersOf(one ?? ''), enabled: one !== undefined });
  return (
    <>
      {colleagues.isError ? <Problem error={colleagues.error} onRetry={() => colleagues.refetch()} /> : null}
      <Select
        label="Who looks after them"
        placeholder={colleagues.isPending ? 'Fetching colleagues…' : 'Choose a colleague'}
        description={programs.length > 1 ? 'Of several programs: the colleagues of the first.' : undefined}
        searchable
        data-autofocus
        value={form.account}
        onChange={(account) => onForm({ ...form, account: account === null ? null : String(account) })}
        error={missing ? 'Choose a colleague, or the pool.' : null}
        nothingFoundMessage="No colleague of that name may review here"
        data={[
          { value: POOL, label: 'Nobody: back to the pool' },
          ...(colleagues.data?.colleagues ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
    </>
  );
}

type FieldsProps = {
  act: BulkAct;
  form: BulkForm;
  onForm: (form: BulkForm) => void;
  preview: Preview | undefined;
  /** Sent once already: what is missing is marked. */
  tried: boolean;
};
