import { Button } from '@mantine/core';
import { useAsk, useOperation } from '#web/ask.ts';
import { Problem } from '#web/kit/Problem.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { Section } from '#web/kit/Section.tsx';
import { StateBadge } from '#web/kit/StateBadge.tsx';
import { showDone } from '#web/kit/UndoNotice.tsx';
import { invitations } from '../questions.ts';
import { useRoleWords } from '../roleWords.ts';
import classes from './rows.module.css';

/** Invitations that nobody accepted yet; nothing where there are none. */
export function OpenInvitations() {
  const { rows, next } = useAsk(invitations);
  const roleWords = useRoleWords();
  const withdraw = useOperation((c) => c.access.withdrawInvitation, {
    touches: ['access'],
    onDone: () => showDone('The invitation was taken back. Its link is dead.'),
  });
  if (rows.length === 0) return null;
  return (
    <Section title={`Open invitations (${next === null ? rows.length : `${rows.length} newest`})`}>
      {withdraw.isError ? <Problem error={withdraw.error} /> : null}
      <ul className={classes.rows}>
        {rows.map((each) => (
          <li key={each.id} className={classes.row}>
            <div className={classes.main}>
              {each.mail}
              <div className={classes.quiet}>
                {roleWords(each.role, each.program)}, invited <RelativeTime instant={each.invitedAt} />
                {each.invitedBy === null ? null : ` by ${each.invitedBy}`}
              </div>
            </div>
            <StateBadge
              state={each.expired ? 'late' : 'waiting-for-them'}
              word={each.expired ? 'Too old' : 'Not accepted yet'}
              plain
            />
            <div className={classes.actions}>
              {each.canWithdraw ? (
                <Button
                  size="sm"
                  variant="default"
                  loading={withdraw.isPending && withdraw.variables.id === each.id}
                  onClick={() => withdraw.mutate({ id: each.id })}
                  aria-label={`Take back the invitation of ${each.mail}`}
                >
                  Take back
                </Button>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
