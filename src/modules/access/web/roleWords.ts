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

const AREAS: Record<string, string> = {
  access: 'Access and organisation',
  audit: 'Audit log',
  backups: 'Backups',
  calendars: 'Business calendars',
  community: 'People and organisations',
  figures: 'Figures',
  mail: 'Mail',
  operating: 'Operation',
  programs: 'Programs and applications',
  sample: 'Sample organisation',
  webhooks: 'Webhooks',
  work: 'Notes, to-dos, assignments',
};

/** What the area of a permission is called. */
export const areaWords = (area: string): string => AREAS[area] ?? area;
