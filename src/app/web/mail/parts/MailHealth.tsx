import { Button, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { FormGroup } from '#web/kit/FormPage.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { StateBadge } from '#web/kit/StateBadge.tsx';
import type { State } from '#web/kit/states.ts';
import { type HealthLine, mailHealth } from '../questions.ts';
import classes from './MailHealth.module.css';

const LOOK: Record<HealthLine['verdict'], { state: State; word: string }> = {
  well: { state: 'done', word: 'Well' },
  look: { state: 'at-risk', word: 'Look at' },
  broken: { state: 'refused', word: 'Broken' },
};

/** What the DNS says of the sender's domain. Asked when somebody wants to know, since DNS servers may take their time. */
export function MailHealth() {
  const asked = useQuery({ ...mailHealth, enabled: false, staleTime: Number.POSITIVE_INFINITY });
  const lines = asked.data?.lines ?? [];
  return (
    <FormGroup
      title="Mail health"
      purpose="Whether receivers have reason to believe mail of the saved sender’s domain. Asks DNS servers, nobody else."
    >
      <Stack gap={10} align="stretch">
        <div>
          <Button variant="default" loading={asked.isFetching} onClick={() => asked.refetch()}>
            {asked.data ? 'Check the domain again' : 'Check the domain'}
          </Button>
        </div>
        {asked.isError ? <Problem error={asked.error} /> : null}
        <div role="status">
          {asked.isFetching ? 'Asking; this takes up to 15 seconds.' : null}
          {asked.data && !asked.isFetching ? `Checked: ${asked.data.domain ?? 'no domain'}` : null}
        </div>
        {lines.length > 0 ? (
          <ul className={classes.lines}>
            {lines.map((each) => (
              <li key={each.check} className={classes.line}>
                <div className={classes.head}>
                  <strong>{each.title}</strong>
                  <StateBadge state={LOOK[each.verdict].state} word={LOOK[each.verdict].word} plain />
                </div>
                <div>{each.words}</div>
                {each.todo ? <div className={classes.todo}>{each.todo}</div> : null}
                {each.record ? (
                  <details>
                    <summary>Record</summary>
                    <code className={classes.record}>{each.record}</code>
                  </details>
                ) : null}
              </li>
            ))}
          </ul>
        ) : null}
      </Stack>
    </FormGroup>
  );
}
