import type { FieldError } from '#web/public/Field.tsx';
import type { PublicFrame } from '#web/public/PublicPage.tsx';
import type { Application, Asking, ProgramShown, Tasks } from '../../public/ask.ts';

export type { Application, Asking, ProgramShown, Tasks };
/** What every page with a form is given besides its own: one key a rendering, and what went wrong with the last send. */
export type FormFrame = PublicFrame & { idempotencyKey: string; errors: FieldError[]; problem: string | null };
export type Check = Application['checks'][number];
