import type { OperationEntry } from '#kernel/contract/router.ts';
import type { House } from '#kernel/house.ts';
import { ROLES } from '#modules/access';
import type { Outcome } from './walk.ts';

/** The page docs/permissions.md: which role holds which permission, and what came of the walk through all operations. */
export function matrixOf(
  house: House,
  operations: readonly OperationEntry[],
  outcomes: ReadonlyMap<string, ReadonlyMap<string, Outcome>>,
): string {
  const permissions = house.modules.flatMap((m) => m.permissions ?? []).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const labels = ROLES.map((r) => r.label);
  const held = permissions.map((p) => [
    `\`${p.name}\``,
    p.words,
    ...ROLES.map(({ role }) => (role === 'owner' || p.roles.includes(role) ? 'yes' : '')),
  ]);
  const rows = operations
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map((o) => [
      `\`${o.name}\``,
      reachOf(o),
      ...['stranger', ...ROLES.map((r) => r.role)].map((who) => cell(outcomes.get(o.name), who)),
    ]);
  return `# Who may do what

Written and checked by \`tests/house/permissions.test.ts\`, which walks all operations as every role, as a stranger, and with a
role for another program. After a change that is meant, write it anew: \`npx vitest run tests/house/permissions.test.ts -u\`.

## Roles

${ROLES.map((r) => `- **${r.label}** (\`${r.role}\`): ${r.words}`).join('\n')}

A role is given for all programs or for one; an owner's is always for all.

## What each role permits

${table(['permission', 'words', ...labels], held)}

## Operations

**yes**: with the role for all programs, or for the program concerned; lists then show that program's rows only. **all**: with the
role for all programs only. Reach says how the program is found: from a field of the input, by filtering, or not at all.
Operations with \`link\` are open to whoever holds the private link they are about.

${table(['operation', 'permission and reach', 'Stranger', ...labels], rows)}
`;
}

function reachOf({ meta }: OperationEntry): string {
  if (['public', 'link', 'signed-in'].includes(meta.permission)) return meta.permission;
  const reach =
    typeof meta.scope === 'object'
      ? `by ${meta.scope.field}`
      : meta.scope === 'filtered'
        ? 'filtered'
        : 'whole organisation';
  return `\`${meta.permission}\`, ${reach}`;
}

function cell(row: ReadonlyMap<string, Outcome> | undefined, who: string): string {
  if (who === 'stranger') return row?.get('stranger') === 'open' ? 'yes' : '';
  if (row?.get(`${who} for all`) !== 'open') return '';
  return who === 'owner' || row.get(`${who} here`) === 'open' ? 'yes' : 'all';
}

const table = (head: string[], rows: string[][]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
