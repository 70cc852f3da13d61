import { Select } from '@mantine/core';
import { useAsk } from '#web/ask.ts';
import { useMe } from '#web/me.ts';
import type { Role } from '../../roles.ts';
import { programs, roles } from '../questions.ts';

/** What is chosen: a role, and the program's id or `ALL`. */
export type RoleChoice = { role: string | null; place: string | null };
export const ALL = 'all';

/** A role and where it holds; only what the viewer may give. What is wrong comes as `errors`. */
export function RoleFields({
  value,
  onChange,
  errors = {},
}: {
  value: RoleChoice;
  onChange: (value: RoleChoice) => void;
  errors?: Record<string, string>;
}) {
  const me = useMe();
  const offered = useAsk(roles).roles.filter(({ canGive }) => canGive);
  const everywhere = me.grants.some((g) => g.program === null && g.permissions.includes('access.manage'));
  const places = useAsk(programs).programs.map(({ id, name }) => ({ value: id, label: name }));
  const own = places.filter(
    ({ value: id }) => everywhere || me.grants.some((g) => g.program === id && g.permissions.includes('access.manage')),
  );
  const chosen = offered.find(({ role }) => role === value.role);
  const isOwner = value.role === 'owner';
  return (
    <>
      <Select
        label="Role"
        placeholder="Choose a role"
        data={offered.map(({ role, label }) => ({ value: role, label }))}
        value={value.role}
        onChange={(role) => onChange({ role, place: role === 'owner' ? ALL : value.place })}
        description={chosen?.words}
        error={errors.role}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        allowDeselect={false}
      />
      <Select
        label="Where"
        placeholder="Choose a program, or all"
        data={[...(everywhere ? [{ value: ALL, label: 'All programs' }] : []), ...own]}
        value={isOwner ? ALL : value.place}
        onChange={(place) => onChange({ ...value, place })}
        disabled={isOwner}
        error={errors.program}
        allowDeselect={false}
      />
    </>
  );
}

/** The choice as the server takes it, or what is still missing. */
export function chosenRole({
  role,
  place,
}: RoleChoice): { role: Role; program: string | null } | { missing: Record<string, string> } {
  const missing: Record<string, string> = {};
  if (role === null) missing.role = 'Choose a role.';
  if (place === null) missing.program = 'Choose a program, or all.';
  if (role === null || place === null) return { missing };
  return { role: role as Role, program: place === ALL ? null : place };
}
