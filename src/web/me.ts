import { createContext, useContext } from 'react';

/** Who looks at the page, and what they may do in at least one program. */
export type Me = {
  account: { id: string; name: string; mail: string };
  organisation: { name: string; sample: boolean };
  permissions: ReadonlySet<string>;
};

/** Whether the viewer may use what needs this permission (null: everybody who is signed in). The server decides; this only hides. */
export function may(me: Me, permission: string | null): boolean {
  return permission === null || me.permissions.has(permission);
}

export const MeContext = createContext<Me | null>(null);

/** The viewer. Throws outside the shell. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error('useMe() stands outside the shell');
  return me;
}
