import { Button, Select, TextInput } from '@mantine/core';
import { useAsk } from '#web/ask.ts';
import { programs, roles } from '../questions.ts';
import classes from './rows.module.css';

export type GroupRole = { group: string; role: string; program: string | null };
const ALL = 'all';

/** Which groups have which roles: one line each. */
export function GroupRoles({
  value,
  onChange,
  example,
  errors,
}: {
  value: GroupRole[];
  onChange: (value: GroupRole[]) => void;
  example: string;
  errors: Record<string, unknown>;
}) {
  const offered = useAsk(roles).roles.filter(({ role, canGive }) => canGive && role !== 'owner');
  const places = useAsk(programs).programs.map(({ id, name }) => ({ value: id, label: name }));
  const put = (nth: number, change: Partial<GroupRole>) =>
    onChange(value.map((one, at) => (at === nth ? { ...one, ...change } : one)));
  return (
    <>
      <ul className={classes.rows}>
        {value.map((line, nth) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name, and are never put in another order
          <li key={nth} className={classes.row} style={{ alignItems: 'end' }}>
            <TextInput
              className={classes.main}
              label="Group"
              placeholder={example}
              value={line.group}
              onChange={(event) => put(nth, { group: event.currentTarget.value })}
              error={errors[`groups.${nth}.group`] as string | undefined}
            />
            <Select
              label="Role"
              data={offered.map(({ role, label }) => ({ value: role, label }))}
              value={line.role}
              onChange={(role) => put(nth, { role: role ?? line.role })}
              error={errors[`groups.${nth}.role`] as string | undefined}
              allowDeselect={false}
            />
            <Select
              label="Where"
              data={[{ value: ALL, label: 'All programs' }, ...places]}
              value={line.program ?? ALL}
              onChange={(program) => put(nth, { program: program === ALL ? null : program })}
              allowDeselect={false}
            />
            <Button
              variant="default"
              onClick={() => onChange(value.filter((_, at) => at !== nth))}
              aria-label={`Remove group ${line.group || nth + 1}`}
            >
              Remove
            </Button>
          </li>
        ))}
      </ul>
      <div>
        <Button
          variant="default"
          onClick={() => onChange([...value, { group: '', role: offered.at(-1)?.role ?? 'analyst', program: null }])}
        >
          Add group
        </Button>
      </div>
    </>
  );
}
