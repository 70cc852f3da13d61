import type { FilterField, ListState } from '#web/kit/list.ts';
import { ROLES, type Role } from '../roles.ts';

/** What the list of accounts can be filtered by. */
export const fields: readonly FilterField[] = [
  { field: 'role', label: 'Role', kind: 'choice', choices: ROLES.map(({ role, label }) => ({ value: role, label })) },
  {
    field: 'state',
    label: 'State',
    kind: 'choice',
    choices: [
      { value: 'in-force', label: 'in force' },
      { value: 'disabled', label: 'disabled' },
    ],
  },
];

type State = 'in-force' | 'disabled' | 'all';
const STATES = ['in-force', 'disabled'] as const;

/** The server's question for what the list's address says. */
export function accountsInput({ words, filters, after }: ListState) {
  const role = filters.find(({ field }) => field === 'role');
  const known = (role?.values ?? []).filter((value): value is Role => ROLES.some((each) => each.role === value));
  return {
    state: stateOf(filters.find(({ field }) => field === 'state')),
    ...(words === '' ? {} : { search: words }),
    ...(known.length === 0 ? {} : role?.not ? { withoutRoles: known } : { roles: known }),
    ...(after === null ? {} : { after }),
  };
}

function stateOf(filter: { not: boolean; values: string[] } | undefined): State {
  const chosen = STATES.filter((state) => (filter?.values.includes(state) ?? true) !== (filter?.not ?? false));
  return chosen.length === 1 ? (chosen[0] ?? 'all') : 'all';
}
