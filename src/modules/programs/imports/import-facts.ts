import { z } from 'zod';
import { fact } from '#kernel/ledger/fact.ts';
import { IMPORT_KINDS } from './fields.ts';

const kind = z.enum(IMPORT_KINDS);
const counts = {
  added: z.number().int(),
  changed: z.number().int(),
  same: z.number().int(),
  refused: z.number().int(),
};

export const importStarted = fact('import.started', z.object({ kind }), 'began to bring a list');
export const importFinished = fact('import.finished', z.object({ kind, ...counts }), 'brought a list');
export const importCancelled = fact('import.cancelled', z.object({ kind }), 'stopped bringing a list');
export const importUndone = fact(
  'import.undone',
  z.object({ kind, undone: z.number().int(), kept: z.number().int() }),
  'took a list back',
);

export const importFacts = [importStarted, importFinished, importCancelled, importUndone];
