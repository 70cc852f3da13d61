import { Button } from '@mantine/core';
import { useAsk, useOperation } from '#web/ask.ts';
import { Problem } from '#web/kit/Problem.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { Section } from '#web/kit/Section.tsx';
import { showDone } from '#web/kit/UndoNotice.tsx';
import { agentWords } from '../agentWords.ts';
import { sessions } from '../questions.ts';
import classes from './rows.module.css';

/** Where one is signed in. */
export function OwnSessions() {
  const own = useAsk(sessions).sessions;
  const end = useOperation((c) => c.access.endSession, {
    touches: ['access'],
    onDone: () => showDone('The session has ended.'),
  });
  return (
    <Section title="Where you are signed in">
      {end.isError ? <Problem error={end.error} /> : null}
      <ul className={classes.rows}>
        {own.map((each) => (
          <li key={each.id} className={classes.row}>
            <div className={classes.main}>
              {agentWords(each.agent)}
              {each.current ? ' (this browser)' : null}
              <div className={classes.quiet}>
                From {each.address === 'unknown' ? 'an unknown address' : each.address}, last used{' '}
                <RelativeTime instant={each.seenAt} />, signed in <RelativeTime instant={each.madeAt} />
              </div>
            </div>
            <div className={classes.actions}>
              {each.current ? null : (
                <Button
                  size="sm"
                  variant="default"
                  loading={end.isPending && end.variables.id === each.id}
                  onClick={() => end.mutate({ id: each.id })}
                  aria-label={`End session of ${agentWords(each.agent)} from ${each.address}`}
                >
                  End session
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
