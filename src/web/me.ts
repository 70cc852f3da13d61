import { createContext, useContext } from 'react';

/** Who looks at the page, and what they may do in at least one program. */
export type Me = {
  account: { id: string; name: string; mail: string };
  /** `zone`: the IANA zone of the organisation's days. `fiscalStartMonth`: 1 is January. */
  organisation: { name: string; zone: string; fiscalStartMonth: number; sample: boolean };
  /** Those held in at least one program. */
  permissions: ReadonlySet<string>;
  /** Where they are held; `program` null: in all. */
  grants: { role: string; program: string | null; permissions: string[] }[];
};

/** Whether the viewer may use what needs this permission (null: everybody who is signed in). The server decides; this only hides. */
export function may(me: Me, permission: string | null): boolean {
  return permission === null || me.permissions.has(permission);
}

/** Whether the viewer may do this in this program. */
export function mayIn(me: Me, permission: string, program: string): boolean {
  return me.grants.some(
    (grant) => grant.permissions.includes(permission) && (grant.program === null || grant.program === program),
  );
}

/** Whether the viewer may do this in every program, and for the house as a whole. */
export function mayEverywhere(me: Me, permission: string): boolean {
  return me.grants.some((grant) => grant.permissions.includes(permission) && grant.program === null);
}

export const MeContext = createContext<Me | null>(null);

/** The viewer. Throws outside the shell. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error('useMe() stands outside the shell');
  return me;
}
