import { type Kysely, sql } from 'kysely';

/** How far long work has come, written where pages can read it. Every write is committed at once. */
export type Progress = {
  /** `done` of `total` steps; `words` say what is going on. */
  report: (about: { kind: string; id: string }, done: number, total: number | null, words: string) => Promise<void>;
  finish: (about: { kind: string; id: string }, words: string, failed?: boolean) => Promise<void>;
};

export function progressIn(kysely: Kysely<unknown>): Progress {
  return {
    report: async (about, done, total, words) => {
      await sql`insert into jobs.progress (about_kind, about_id, done, total, words, state, changed_at)
        values (${about.kind}, ${about.id}, ${done}, ${total}, ${words}, 'running', now())
        on conflict (about_kind, about_id) do update
        set done = excluded.done, total = excluded.total, words = excluded.words, state = 'running', changed_at = now()`.execute(
        kysely,
      );
    },
    finish: async (about, words, failed = false) => {
      const state = failed ? 'failed' : 'done';
      await sql`insert into jobs.progress (about_kind, about_id, done, total, words, state, changed_at)
        values (${about.kind}, ${about.id}, 0, null, ${words}, ${state}, now())
        on conflict (about_kind, about_id) do update set words = excluded.words, state = ${state}, changed_at = now()`.execute(
        kysely,
      );
    },
  };
}
