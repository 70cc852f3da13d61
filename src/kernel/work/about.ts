import { type Context, may } from '../context.ts';
import { forbidden, invalid, notFound } from '../errors.ts';

/** Any record of the house. */
export type About = { kind: string; id: string };

/**
 * The program of a record, asked of the room that owns its kind, once the viewer's grant is found to cover it.
 * Throws `invalid` for a kind that nobody owns, `not-found` for a record that is not there or not the viewer's to read,
 * `forbidden` where the viewer may read but not write.
 */
export async function programOf(
  c: Context,
  about: About,
  permission: 'work.read' | 'work.write',
): Promise<string | null> {
  const resolver = c.house.scopes.get(about.kind);
  if (!resolver) throw invalid([{ field: 'about.kind', message: `There are no records of the kind "${about.kind}".` }]);
  const found = await resolver(c, about.id);
  if (!found) throw notFound();
  if (!may(c.actor, permission, found.program)) {
    throw may(c.actor, 'work.read', found.program) ? forbidden('Your role does not cover this program.') : notFound();
  }
  return found.program;
}

/** The same for a row that names its program already. */
export function checkProgram(c: Context, program: string | null, permission: 'work.read' | 'work.write'): void {
  if (may(c.actor, permission, program)) return;
  throw may(c.actor, 'work.read', program) ? forbidden('Your role does not cover this program.') : notFound();
}
