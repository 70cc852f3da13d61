import type { Kysely } from 'kysely';
import type { Settings } from '../config/settings.ts';
import type { Keyring } from '../secrets/seal.ts';

/** What a check says: how it stands, in words, and what to do where it is not well. */
export type Finding = {
  /** Stable, such as `database.migrations`. */
  check: string;
  title: string;
  verdict: 'well' | 'look' | 'broken';
  words: string;
  todo: string | null;
};

/** What checks look at. The same from inside the house and from a command beside a house that does not start. */
export type Patient = {
  settings: Settings;
  kysely: Kysely<unknown>;
  /** null: the key could not be read, which is a finding of its own. */
  secrets: Keyring | null;
  folder?: string | undefined;
};

/** The makers of a check's findings: `say.well('...')`. */
export function about(check: string, title: string) {
  return {
    well: (words: string): Finding => ({ check, title, verdict: 'well', words, todo: null }),
    look: (words: string, todo: string): Finding => ({ check, title, verdict: 'look', words, todo }),
    broken: (words: string, todo: string): Finding => ({ check, title, verdict: 'broken', words, todo }),
  };
}

/** The worst of all: 0 well, 1 look at it, 2 broken. */
export function worst(findings: readonly Finding[]): 0 | 1 | 2 {
  if (findings.some((f) => f.verdict === 'broken')) return 2;
  return findings.some((f) => f.verdict === 'look') ? 1 : 0;
}
