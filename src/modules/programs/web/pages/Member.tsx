import { Button, Group, Textarea } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useAsk, useOperation } from '#web/ask.ts';
import { FactList } from '#web/kit/FactList.tsx';
import { Link } from '#web/kit/Link.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { RecordPage } from '#web/kit/RecordPage.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { Section } from '#web/kit/Section.tsx';
import { StateBadge } from '#web/kit/StateBadge.tsx';
import { Timeline } from '#web/kit/Timeline.tsx';
import { shortDate } from '#web/kit/time.ts';
import { showDone } from '#web/kit/UndoNotice.tsx';
import { may, mayIn, useMe } from '#web/me.ts';
import { memberLooks } from '../memberStates.ts';
import { type FieldsAct, FieldsDialog } from '../parts/FieldsDialog.tsx';
import { MemberBounces } from '../parts/MemberBounces.tsx';
import {
  MemberBreaches,
  MemberContacts,
  MemberDuties,
  MemberReferences,
  MemberRequests,
} from '../parts/MemberCare.tsx';
import { MemberTerms } from '../parts/MemberEntitlements.tsx';
import { MemberNextStep } from '../parts/MemberNextStep.tsx';
import { member as memberQuestion, type Member as Told } from '../questions.ts';

/** One membership: what is to be done next, what it was given in each term, whom we can turn to, and everything that happened. */
export default function Member() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const member = useAsk(memberQuestion(id));
  const [act, setAct] = useState<FieldsAct | null>(null);
  const look = memberLooks[member.state];
  return (
    <RecordPage
      title={member.name}
      documentTitle={`${member.name}, member of the ${member.program.name}`}
      above={<Link href={`/programs/${member.program.slug}/members`}>Members of the {member.program.name}</Link>}
      state={<StateBadge state={look.state} word={look.label} />}
      meta={
        <>
          <span>
            since <RelativeTime instant={member.since} />
          </span>
          {member.endsAt ? <span>ends {shortDate(member.endsAt)}</span> : null}
          <span>{member.owner.name ?? member.owner.address ?? 'owner not known'}</span>
        </>
      }
      next={<MemberNextStep member={member} onAct={setAct} />}
      aside={<MemberFacts member={member} />}
    >
      <MemberBounces member={member} onAct={setAct} />
      <MemberBreaches member={member} />
      <MemberRequests member={member} onAct={setAct} />
      <Section title="Terms and what they gave">
        <MemberTerms member={member} onAct={setAct} />
      </Section>
      <MemberContacts member={member} onAct={setAct} />
      <MemberDuties member={member} onAct={setAct} />
      <MemberReferences member={member} onAct={setAct} />
      <Section title="Timeline">
        <Timeline
          items={[
            ...member.timeline.map((f) => ({ id: f.id, at: f.at, kind: 'fact' as const, who: f.who, words: f.words })),
            ...member.notes.map((n) => ({ id: n.id, at: n.at, kind: 'note' as const, who: n.author, words: n.body })),
          ]}
          newestFirst
          label={`Timeline of ${member.name}`}
        >
          <AddNote member={member} />
        </Timeline>
      </Section>
      <FieldsDialog act={act} onClose={() => setAct(null)} />
    </RecordPage>
  );
}

function MemberFacts({ member }: { member: Told }) {
  const me = useMe();
  const { owner, levels } = member;
  // Erased, or a list did not say who it is.
  const name = owner.name ?? 'Not known';
  return (
    <>
      <Section title="Owner">
        <FactList
          facts={[
            {
              name: 'Person',
              value: may(me, 'community.read') ? <Link href={`/community/people/${owner.person}`}>{name}</Link> : name,
            },
            { name: 'Mail', value: owner.address },
            { name: 'Organisation', value: member.organisation?.name },
            ...(member.transfer
              ? [{ name: 'Offered to', value: `${member.transfer.name}, ${member.transfer.address}` }]
              : []),
          ]}
        />
      </Section>
      <Section title="Membership">
        <FactList
          facts={[
            { name: 'Namespace', value: member.namespace },
            ...(levels.length > 0
              ? [{ name: 'Level', value: levels.find(({ code }) => code === member.level)?.label ?? null }]
              : []),
            { name: 'Member since', value: member.startsAt ? shortDate(member.startsAt) : 'not begun' },
            { name: 'Renewal opens', value: member.opensAt && shortDate(member.opensAt) },
            { name: 'Renewable until', value: member.graceUntil && shortDate(member.graceUntil) },
            {
              name: 'Reminded',
              value: member.reminders.map(({ at }) => shortDate(at)).join(', '),
            },
            {
              name: 'Renewal sent',
              value: member.renewal && (
                <Link href={`/programs/applications/${member.renewal.id}`}>{member.renewal.number}</Link>
              ),
            },
            ...(member.ending ? [{ name: 'Ended because', value: member.ending.words }] : []),
            ...member.imports.map(({ id, name, line, added, at }) => ({
              name: added ? 'Came with' : 'Changed by',
              value: (
                <>
                  <Link href={`/programs/${member.program.slug}/import?list=${id}`}>{name}</Link>, line{' '}
                  {line.toLocaleString('en')}, {shortDate(at)}
                </>
              ),
            })),
          ]}
        />
      </Section>
    </>
  );
}

function AddNote({ member }: { member: Told }) {
  const me = useMe();
  const [body, setBody] = useState('');
  const add = useOperation((c) => c.work.addNote, {
    touches: ['programs', 'work'],
    onDone: () => {
      setBody('');
      showDone('Note added. Only colleagues see it.');
    },
  });
  if (!mayIn(me, 'work.write', member.program.id)) return null;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!add.isPending && body.trim() !== '') add.mutate({ about: { kind: 'membership', id: member.id }, body });
      }}
    >
      <Textarea
        label="Note"
        description="Only colleagues see it."
        autosize
        minRows={2}
        maxLength={20000}
        value={body}
        onChange={(event) => setBody(event.currentTarget.value)}
      />
      {add.isError ? <Problem error={add.error} /> : null}
      <Group mt={8} mb={16}>
        <Button type="submit" size="compact-md" variant="default" loading={add.isPending}>
          Add note
        </Button>
      </Group>
    </form>
  );
}
