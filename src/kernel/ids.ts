import { randomUUIDv7 } from 'node:crypto';

/** A new UUIDv7: unique, and sortable by the millisecond it was made in. */
export const newId = (): string => randomUUIDv7();
