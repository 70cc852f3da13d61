import { AsyncLocalStorage } from 'node:async_hooks';

/** What the work under way belongs to; log lines and queued jobs carry it on. */
export type Around = { readonly request: string };

const storage = new AsyncLocalStorage<Around>();

/** Does something as part of a request: of its own, or of the one that queued the job. */
export const within = <T>(around: Around, act: () => T): T => storage.run(around, act);

/** The request that the work under way belongs to; undefined at start and in the background. */
export const around = (): Around | undefined => storage.getStore();
