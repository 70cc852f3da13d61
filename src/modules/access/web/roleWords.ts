import { useAsk } from '#web/ask.ts';
import { programs, roles } from './questions.ts';

/** Says a role as people do: "Reviewer in Open Source program", "Manager". */
export function useRoleWords(): (role: string, program: string | null) => string {
  const named = useAsk(roles).roles;
  const places = useAsk(programs).programs;
  return (role, program) => {
    const label = named.find((each) => each.role === role)?.label ?? role;
    if (program === null) return label;
    return `${label} in ${places.find(({ id }) => id === program)?.name ?? 'another program'}`;
  };
}
