import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { Clock } from '#web/kit/Clock.tsx';
import { CopyText } from '#web/kit/CopyText.tsx';
import { Evidence } from '#web/kit/Evidence.tsx';
import { FactList } from '#web/kit/FactList.tsx';
import { Link } from '#web/kit/Link.tsx';
import { Person } from '#web/kit/Person.tsx';
import { NextAction, RecordPage } from '#web/kit/RecordPage.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { Section } from '#web/kit/Section.tsx';
import { StateBadge } from '#web/kit/StateBadge.tsx';
import { Timeline } from '#web/kit/Timeline.tsx';
import { clockOf, hours } from '../fixtures.ts';

export default function Record() {
  return (
    <RecordPage
      title="Curl"
      above={<Link href="/programs">Applications</Link>}
      state={<StateBadge state="waiting-for-us" />}
      meta={
        <>
          <span>
            Sent <RelativeTime instant={hours(-26)} />
          </span>
          <Person name="Grace Hopper" detail="owner" />
          <Clock reading={clockOf(4, hours(90))} plain />
        </>
      }
      next={
        <NextAction words="All checks hold but one: nobody can tell the licence of one repository. Decide.">
          <Button leftSection={<IconCheck size={15} aria-hidden />}>Approve application</Button>
          <Button variant="default">Ask the applicant</Button>
          <Button variant="default">Refuse</Button>
        </NextAction>
      }
      aside={
        <Section title="Applicant">
          <FactList
            facts={[
              { name: 'Person', value: <Person name="Daniel Stenberg" /> },
              { name: 'Organisation', value: null },
              { name: 'Mail', value: 'daniel@example.org' },
              { name: 'Id', value: <CopyText text="0193-7a52-aaaa-bbbb" shown="0193-7a52" /> },
            ]}
          />
        </Section>
      }
    >
      <Section title="Checks" framed>
        <Evidence
          items={[
            {
              id: '1',
              requirement: 'The mail address is confirmed',
              verdict: 'holds',
              found: 'The link was opened.',
              source: 'Confirmation mail',
              at: hours(-25),
            },
            {
              id: '2',
              requirement: 'Every repository is under an OSI-approved licence',
              verdict: 'unclear',
              found: '2 of 3 match; one has no licence file.',
              source: 'git, https://example.org/curl',
              at: hours(-24),
              parts: [
                { id: 'a', verdict: 'holds', words: 'curl/curl: curl licence (COPYING)' },
                { id: 'b', verdict: 'unclear', words: 'curl/doh: no licence file found' },
              ],
            },
            {
              id: '3',
              requirement: 'Every repository can be read publicly',
              verdict: 'running',
              found: null,
              source: null,
              at: null,
            },
            {
              id: '4',
              requirement: 'No other application of the same project',
              verdict: 'fails',
              found: 'An application of 2024 was refused.',
              source: 'Guildhall',
              at: hours(-24),
            },
          ]}
        />
      </Section>
      <Section title="Timeline">
        <Timeline
          items={[
            { id: '1', at: hours(-50), kind: 'fact', who: 'Daniel Stenberg', words: 'sent the application' },
            {
              id: '2',
              at: hours(-48),
              kind: 'message',
              who: 'Daniel Stenberg',
              words: 'Hello,\nwe would love to move to your instance.',
              ours: false,
            },
            { id: '3', at: hours(-26), kind: 'fact', who: null, words: 'ran the checks: 3 of 4 hold' },
            {
              id: '4',
              at: hours(-3),
              kind: 'note',
              who: 'Grace Hopper',
              words: 'I know this one; the licence is theirs.',
            },
            {
              id: '5',
              at: hours(-2),
              kind: 'message',
              who: 'Grace Hopper',
              words: 'Thank you. Which licence has curl/doh?',
              ours: true,
            },
          ]}
        />
      </Section>
    </RecordPage>
  );
}
