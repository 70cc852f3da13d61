import { Button, Buttons } from '#web/public/Button.tsx';
import { ErrorSummary } from '#web/public/ErrorSummary.tsx';
import { Facts } from '#web/public/Facts.tsx';
import { Notice } from '#web/public/Notice.tsx';
import { PublicForm } from '#web/public/PublicForm.tsx';
import { PublicPage } from '#web/public/PublicPage.tsx';
import { Problem } from '../problem.tsx';
import { PublicFooter } from '../public-footer.tsx';
import { BreachSection } from './breach-section.tsx';
import { ContactsSection } from './contacts-section.tsx';
import { GetsSection } from './gets-section.tsx';
import type { MemberPart, MemberProps } from './member-part.ts';
import { memberState } from './member-state.ts';
import { NamedSection } from './named-section.tsx';
import { OwnerSection } from './owner-section.tsx';
import { useMemberWords } from './words/index.ts';

/** A membership as its owner sees it: how it stands, renewal, what it gives, whom we can turn to, and the ways out. */
export function MemberPage({
  member,
  base,
  zone,
  done,
  typed,
  idempotencyKey,
  errors,
  problem,
  ...frame
}: MemberProps) {
  const part: MemberPart = { member, base, zone, typed, errors, idempotencyKey };
  const words = useMemberWords();
  const { say, day } = words;
  const state = memberState(member, zone, words);
  return (
    <PublicPage
      {...frame}
      wrong={errors.length > 0 || problem !== null}
      sample={member.program.sample}
      title={say('page.title')}
      lead={
        <>
          <bdi>{member.name}</bdi>, {member.program.name}
        </>
      }
      footer={<PublicFooter />}
    >
      <ErrorSummary errors={errors} />
      <Problem words={problem} />
      {done ? <Notice tone="good" fresh title={say(`done.${done}`)} /> : null}
      <Notice tone={state.tone} title={state.title}>
        {state.words.map((each) => (
          <p key={each}>{each}</p>
        ))}
      </Notice>
      <BreachSection {...part} />
      <RenewSection {...part} />
      <h2>{say('facts.title')}</h2>
      <Facts
        facts={[
          ...(member.startsAt ? [{ name: say('facts.since'), value: day(member.startsAt, zone) }] : []),
          ...(member.endsAt ? [{ name: say('facts.ends'), value: day(member.endsAt, zone) }] : []),
          ...(member.level ? [{ name: say('facts.level'), value: member.level }] : []),
          {
            name: say('facts.owner'),
            value: member.owner.name ? (
              <>
                <bdi>{member.owner.name}</bdi>, {member.owner.address}
              </>
            ) : (
              say('facts.erased')
            ),
          },
        ]}
      />
      <GetsSection {...part} />
      <ContactsSection {...part} />
      <NamedSection {...part} />
      <OwnerSection {...part} />
    </PublicPage>
  );
}

/** Renewal: the button once it is open; before, from when. */
function RenewSection({ member, base, zone, idempotencyKey }: MemberPart) {
  const { say, day } = useMemberWords();
  const { renewal, may } = member;
  const early = renewal.refusedBy === 'renewal.early' && renewal.opensAt !== null;
  if (!may.renew && !early && renewal.refusedBy !== 'program.closed') return null;
  return (
    <section id="renew">
      <h2>{say('renew.title')}</h2>
      {may.renew ? (
        <>
          <p>{say('renew.words')}</p>
          <PublicForm action={`${base}/renew`} idempotencyKey={idempotencyKey}>
            <Buttons>
              <Button>{say('renew.button')}</Button>
            </Buttons>
          </PublicForm>
        </>
      ) : (
        <p>{early ? say('renew.opens', { day: day(renewal.opensAt ?? '', zone) }) : say('renew.closed')}</p>
      )}
    </section>
  );
}
