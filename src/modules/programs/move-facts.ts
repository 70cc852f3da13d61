import { z } from 'zod';
import { fact } from '#kernel/ledger/fact.ts';

const id = z.uuid();
const version = z.number().int();

/** The application is judged by a newer version of the policy from then on. Who and why stand in the move. */
export const applicationMoved = fact(
  'application.moved',
  z.object({ move: id, from: version, to: version, asks: z.boolean() }),
  'moved the application to a newer version of the policy',
);
export const movingStarted = fact(
  'policy.moving-started',
  z.object({ moving: id, version, count: z.number().int() }),
  'began to move running applications to a version of the policy',
);
export const movingStopped = fact(
  'policy.moving-stopped',
  z.object({ moving: id }),
  'stopped moving applications to a version of the policy',
);
export const movingFinished = fact(
  'policy.moving-finished',
  z.object({ moving: id, moved: z.number().int(), left: z.number().int() }),
  'moved running applications to a version of the policy',
);

export const moveFacts = [applicationMoved, movingStarted, movingStopped, movingFinished];
