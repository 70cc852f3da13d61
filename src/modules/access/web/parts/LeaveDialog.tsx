import { Modal, Select, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask, useOperation } from '#web/ask.ts';
import { DialogActions } from '#web/kit/DialogActions.tsx';
import { Link } from '#web/kit/Link.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { showDone } from '#web/kit/UndoNotice.tsx';
import classes from './rows.module.css';

const LATER = 'later';
const POOL = 'pool';

type Leaving = { id: string; name: string; disabled: boolean };

/** What an account holds, and to whom it goes: asked before the account is disabled, or of a disabled one later. */
export function LeaveDialog({ leaving, opened, onClose }: { leaving: Leaving; opened: boolean; onClose: () => void }) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="lg"
      title={leaving.disabled ? `Hand over the work of ${leaving.name}` : `Disable ${leaving.name}`}
    >
      <Choices leaving={leaving} onClose={onClose} />
    </Modal>
  );
}

function Choices({ leaving, onClose }: { leaving: Leaving; onClose: () => void }) {
  const { id, name, disabled } = leaving;
  const holdings = useQuery(ask((c) => c.access.holdings, { id }));
  const colleagues = useQuery(ask((c) => c.access.colleagues, { permission: 'work.write' }));
  const [chosen, setChosen] = useState<Record<string, string>>({});
  const done = (words: string) => () => {
    showDone(words);
    onClose();
  };
  const touches = ['access', 'work', 'programs'];
  const disable = useOperation((c) => c.access.disableAccount, { touches, onDone: done(`${name} is shut out.`) });
  const handOver = useOperation((c) => c.access.handOver, { touches, onDone: done('The work is handed over.') });
  if (holdings.isError) return <Problem error={holdings.error} onRetry={() => holdings.refetch()} />;
  if (!holdings.data || !colleagues.data) return <p className={classes.quiet}>Looking at what {name} holds…</p>;
  const { held } = holdings.data;
  const takers = colleagues.data.colleagues.filter((each) => each.id !== id);
  const options = [
    { value: POOL, label: 'Back to the pool' },
    ...takers.map((each) => ({ value: each.id, label: each.name })),
    { value: LATER, label: 'Leave it for now' },
  ];
  const place = (what: string) => chosen[what] ?? POOL;
  const handing = held
    .filter(({ what, moves }) => moves && place(what) !== LATER)
    .map(({ what }) => ({ what, to: place(what) === POOL ? null : place(what) }));
  const pending = disable.isPending || handOver.isPending;
  const submit = () =>
    disabled ? handOver.mutate({ id, handOver: handing }) : disable.mutate({ id, handOver: handing });
  const shown = disabled ? held.filter(({ moves }) => moves) : held;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!pending) submit();
      }}
    >
      <Stack gap={14}>
        <p style={{ margin: 0 }}>
          {disabled
            ? `What ${name} still looks after:`
            : `${name} is shut out at once. History and roles stay; enabling the account later does not bring the work back.`}
        </p>
        {shown.length === 0 ? <p className={classes.quiet}>There is nothing to hand over.</p> : null}
        <ul className={classes.rows}>
          {shown.map(({ what, label, words, moves, count, some }) => (
            <li key={what} className={classes.row}>
              <div className={classes.main}>
                {label}: {count}
                <div className={classes.quiet}>
                  {some.slice(0, 3).map(({ title, href }, n) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: titles may repeat, and the list never changes its order
                    <span key={n}>
                      {n === 0 ? '' : ', '}
                      {href ? <Link href={href}>{title}</Link> : title}
                    </span>
                  ))}
                  {count > 3 ? ` and ${count - Math.min(3, some.length)} more` : ''}
                </div>
                {moves && place(what) !== POOL ? null : <div className={classes.quiet}>{words}</div>}
              </div>
              {moves ? (
                <Select
                  aria-label={`${label} go to`}
                  data={options}
                  value={place(what)}
                  onChange={(to) => setChosen({ ...chosen, [what]: to ?? POOL })}
                  allowDeselect={false}
                  searchable
                />
              ) : null}
            </li>
          ))}
        </ul>
        {disable.isError ? <Problem error={disable.error} /> : null}
        {handOver.isError ? <Problem error={handOver.error} /> : null}
        <DialogActions
          {...(disabled ? {} : { color: 'red' })}
          pending={pending}
          disabled={disabled && handing.length === 0}
          onClose={onClose}
        >
          {disabled ? 'Hand over work' : 'Disable account'}
        </DialogActions>
      </Stack>
    </form>
  );
}
