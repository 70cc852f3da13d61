import { Modal, Stack } from '@mantine/core';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { DialogActions } from '#web/kit/DialogActions.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { showDone, showUndo } from '#web/kit/UndoNotice.tsx';
import { actOnMany, actWords, type BulkAct, counted, keysOfTry, undoMany, undoOf } from '../bulkActs.ts';
import { type Preview, previewOf } from '../questions.ts';
import classes from './BulkDialog.module.css';
import { BulkFields, type BulkForm, emptyForm, missingIn, POOL } from './BulkFields.tsx';
import { BulkPreview } from './BulkPreview.tsx';

/** An act and the applications it is meant for: these, or all that fit filters. */
export type Bulk = { act: BulkAct } & Pick<Parameters<typeof previewOf>[0], 'ids' | 'filters'>;

/** Acts on many applications: shows first what would become of each and why not, then does it and offers to undo it. Open while there is a bulk. */
export function BulkDialog({ bulk, onClose }: { bulk: Bulk | null; onClose: () => void }) {
  return (
    <Modal
      opened={bulk !== null}
      onClose={onClose}
      size="lg"
      title={bulk ? `${actWords[bulk.act].verb} applications` : ''}
    >
      {bulk ? <BulkActs bulk={bulk} onClose={onClose} /> : null}
    </Modal>
  );
}

function BulkActs({ bulk, onClose }: { bulk: Bulk; onClose: () => void }) {
  const { act } = bulk;
  const [form, setForm] = useState<BulkForm>(emptyForm);
  const [tried, setTried] = useState(false);
  const account = form.account === POOL ? null : form.account;
  const preview = useQuery({
    ...previewOf({
      ...bulk,
      ...(form.account === null ? {} : { account }),
      ...(form.reason === null ? {} : { reason: form.reason }),
      ...(form.until === '' ? {} : { until: form.until }),
    }),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const run = useRun(act, onClose);
  const ids = (preview.data?.rows ?? []).filter(({ objection }) => objection === null).map(({ id }) => id);
  const minutes = [...new Set((preview.data?.rows ?? []).flatMap(({ undoMinutes }) => undoMinutes ?? []))];
  const words = form.words.trim();
  const send = () => {
    setTried(true);
    if (missingIn(act, form) !== null || !preview.data || ids.length === 0 || run.sent !== null) return;
    void run.start(preview.data.rows, {
      ...{ act, ids },
      ...(act === 'assign' ? { account } : {}),
      ...(act === 'refuse' && form.reason !== null ? { reason: form.reason } : {}),
      ...(act === 'more-time' ? { until: form.until } : {}),
      ...(words === '' ? {} : { words }),
    });
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Stack gap={14}>
        <BulkFields act={act} form={form} onForm={setForm} preview={preview.data} tried={tried} />
        <BulkPreview act={act} preview={preview.data} error={preview.error} onRetry={() => preview.refetch()} />
        {minutes.length > 0 && !minutes.includes(0) ? (
          <p className={classes.quiet}>Until it takes effect it can be undone, and the applicants are told nothing.</p>
        ) : null}
        {run.error ? <Problem error={run.error} /> : null}
        {run.sent !== null && ids.length > 50 ? (
          <p className={classes.quiet} role="status">
            {run.sent.toLocaleString('en')} of {counted(ids.length)} done.
          </p>
        ) : null}
        <DialogActions
          pending={run.sent !== null}
          onClose={onClose}
          disabled={ids.length === 0}
          {...(act === 'refuse' ? { color: 'red' } : {})}
        >
          {`${actWords[act].verb} ${counted(ids.length)}`}
        </DialogActions>
      </Stack>
    </form>
  );
}

type Asked = Parameters<typeof actOnMany>[0];

/** Carries an act out, tells what came of it, and offers to undo it. One set of keys covers a try and its repeats. */
function useRun(act: BulkAct, onClose: () => void) {
  const queries = useQueryClient();
  const [sent, setSent] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  const attempt = useRef<{ input: string; keys: (place: number) => string } | null>(null);
  const start = async (before: Preview['rows'], asked: Asked) => {
    const input = JSON.stringify(asked);
    if (attempt.current?.input !== input) attempt.current = { input, keys: keysOfTry() };
    setSent(0);
    setError(null);
    try {
      const outcomes = await actOnMany(asked, attempt.current.keys, setSent);
      await queries.invalidateQueries();
      tell(outcomes, undoOf(act, before, outcomes, Date.now()));
      onClose();
    } catch (thrown) {
      setError(thrown);
      await queries.invalidateQueries();
    } finally {
      setSent(null);
    }
  };
  const tell = (outcomes: Awaited<ReturnType<typeof actOnMany>>, undo: ReturnType<typeof undoOf>) => {
    const left = outcomes.filter(({ done }) => !done);
    const not = left.length > 0 ? ` ${left.length} not: ${left[0]?.objection?.words}` : '';
    const words = `${counted(outcomes.length - left.length)} ${actWords[act].done}.${not}`;
    if (!undo) return showDone(words);
    showUndo({
      words,
      until: undo.until,
      undo: async () => {
        const partly = await undoMany(undo.acts);
        await queries.invalidateQueries();
        return partly;
      },
    });
  };
  return { sent, error, start };
}
