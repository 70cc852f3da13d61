import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useAsk } from '#web/ask.ts';
import { client } from '#web/client.ts';
import { problemOf } from '#web/problem.ts';
import { newKey } from '#web/sending.ts';
import { policyDraft } from '../questions.ts';
import type { Fields } from './editing.ts';

const PAUSE_MS = 700;

export type Saving = 'saved' | 'saving' | 'waiting' | 'conflict' | 'failed';

/**
 * The draft of a program's policy: what is written is saved after a short pause, one save after the other. A save over somebody
 * else's edit is refused, and nothing more is saved until the draft is loaded anew.
 */
export function useDraft(program: string) {
  const queries = useQueryClient();
  const read = useAsk(policyDraft(program));
  const [policy, setPolicy] = useState<Fields>(read.policy);
  const [faults, setFaults] = useState(read.faults);
  const [edit, setEdit] = useState(read.edit);
  const [saving, setSaving] = useState<Saving>('saved');
  const [error, setError] = useState<unknown>(null);
  const state = useRef({ edit: read.edit, next: null as Fields | null, busy: false, stopped: false, timer: 0 });
  const basedOn = read.basedOn;

  const save = useCallback(async () => {
    const now = state.current;
    if (now.busy || now.stopped || !now.next) return;
    const sent = now.next;
    now.busy = true;
    now.next = null;
    setSaving('saving');
    try {
      const saved = await client.programs.savePolicyDraft(
        { program, policy: sent, basedOn, edit: now.edit },
        { context: { idempotencyKey: newKey() } },
      );
      now.edit = saved.edit;
      setEdit(saved.edit);
      setFaults(saved.faults);
      setError(null);
      setSaving(now.next ? 'waiting' : 'saved');
    } catch (fault) {
      const conflict = problemOf(fault).code === 'policy.draft-changed';
      now.stopped = conflict;
      now.next ??= sent;
      setError(fault);
      setSaving(conflict ? 'conflict' : 'failed');
    } finally {
      now.busy = false;
      if (now.next && !now.stopped) now.timer = window.setTimeout(save, PAUSE_MS);
    }
  }, [program, basedOn]);

  const change = useCallback(
    (next: Fields) => {
      setPolicy(next);
      const now = state.current;
      if (now.stopped) return;
      now.next = next;
      setSaving('waiting');
      window.clearTimeout(now.timer);
      now.timer = window.setTimeout(save, PAUSE_MS);
    },
    [save],
  );

  /** Saves at once what is still waiting; answers the edit that is kept then. */
  const flush = useCallback(async () => {
    window.clearTimeout(state.current.timer);
    while (state.current.busy) await new Promise((done) => setTimeout(done, 50));
    await save();
    return state.current.edit;
  }, [save]);

  /** Takes the draft up as the server has it; what was not saved is lost. */
  const reload = useCallback(async () => {
    const fresh = await queries.fetchQuery({ ...policyDraft(program), staleTime: 0 });
    window.clearTimeout(state.current.timer);
    state.current = { edit: fresh.edit, next: null, busy: false, stopped: false, timer: 0 };
    setPolicy(fresh.policy);
    setFaults(fresh.faults);
    setEdit(fresh.edit);
    setSaving('saved');
    setError(null);
  }, [queries, program]);

  useEffect(() => {
    const now = state.current;
    const leave = (event: BeforeUnloadEvent) => {
      if (now.next || now.busy) event.preventDefault();
    };
    window.addEventListener('beforeunload', leave);
    return () => {
      window.removeEventListener('beforeunload', leave);
      window.clearTimeout(now.timer);
      // Going to another page of the app must not lose the last words.
      void save();
    };
  }, [save]);

  return { read, policy, change, faults, edit, saving, error, flush, reload };
}
