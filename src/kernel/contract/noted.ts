import type { Actor, Context, RequestInfo } from '../context.ts';
import { respondNowhere } from '../context.ts';
import type { Fault } from '../errors.ts';
import type { House } from '../house.ts';

/** After a request has failed and its transaction is gone: what is needed to write down that it did. */
export type Aftermath = Pick<Context, 'house' | 'now' | 'actor'> & {
  transact: (act: (c: Context) => Promise<unknown>) => Promise<void>;
};
type Note = (after: Aftermath) => Promise<void>;

const notes = new WeakMap<Fault, Note>();

/** The same fault, with something to write down once it has rolled everything else back: a sign-in that failed, say. */
export function noted(fault: Fault, note: Note): Fault {
  notes.set(fault, note);
  return fault;
}

/** Writes down what a fault asks for. Never throws: the caller's answer is the fault. */
export async function takeNote(
  house: House,
  call: { actor: Actor; request: RequestInfo },
  error: unknown,
): Promise<void> {
  const note = error instanceof Error ? notes.get(error as Fault) : undefined;
  if (!note) return;
  notes.delete(error as Fault);
  const now = house.clock.now();
  const { actor, request } = call;
  try {
    await note({
      house,
      now,
      actor,
      transact: async (act) => {
        await house.database.kysely
          .transaction()
          .execute((tx) => act({ actor, tx, now, house, request, respond: respondNowhere }));
      },
    });
  } catch (cause) {
    house.log.error({ err: cause, request: request.id }, 'what failed could not be written down');
  }
}
