import { Button } from '@mantine/core';
import { useOperation } from '#web/ask.ts';
import { Problem } from '#web/kit/Problem.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { Section } from '#web/kit/Section.tsx';
import { shortDate } from '#web/kit/time.ts';
import { showDone } from '#web/kit/UndoNotice.tsx';
import { memberActs } from '../memberActs.ts';
import { referenceWords } from '../memberStates.ts';
import type { Member } from '../questions.ts';
import { hostingWords } from '../stages.ts';
import { touches } from './ActDialog.tsx';
import type { FieldsAct } from './FieldsDialog.tsx';
import classes from './member.module.css';

type Part = { member: Member; onAct: (act: FieldsAct) => void };

const small = { size: 'compact-sm', variant: 'default' } as const;
const dayOf = (iso: string) => shortDate(`${iso}T12:00:00Z`);

/** Breaches, open and resolved, the latest first. */
export function MemberBreaches({ member }: { member: Member }) {
  if (member.breaches.length === 0) return null;
  return (
    <Section title="Breaches">
      {member.breaches.map((b) => (
        <div key={b.id} className={classes.entitlement}>
          <p className={classes.said}>{b.words}</p>
          <p className={classes.quiet}>
            Opened <RelativeTime instant={b.openedAt} />
            {b.severe ? ', severe' : `, to be put right until ${shortDate(b.cureUntil)}`}
          </p>
          {b.answer ? (
            <>
              <p className={classes.quiet}>
                The member answered <RelativeTime instant={b.answeredAt ?? b.openedAt} />:
              </p>
              <p className={classes.said}>{b.answer}</p>
            </>
          ) : null}
          {b.resolvedAt ? (
            <p className={classes.quiet}>
              {b.outcome === 'cured' ? 'Cured' : 'Revoked'} <RelativeTime instant={b.resolvedAt} />: {b.outcomeWords}
            </p>
          ) : null}
        </div>
      ))}
    </Section>
  );
}

/** What was asked for: another hosting, a second subscription. */
export function MemberRequests({ member, onAct }: Part) {
  if (member.requests.length === 0) return null;
  return (
    <Section title="Asked for">
      <ul className={classes.rows}>
        {member.requests.map((r) => (
          <li key={r.id}>
            <span className={classes.grow}>
              {r.kind === 'second' ? 'Second subscription' : `${r.hosting ? hostingWords[r.hosting] : ''} instead`}: “
              {r.words}”{' '}
              <span className={classes.quiet}>
                {r.by ?? 'The member'}, <RelativeTime instant={r.at} />
                {r.decidedAt ? `; ${r.granted ? 'granted' : 'declined'}: ${r.decisionWords}` : ''}
              </span>
            </span>
            {r.mayDecide ? (
              <Button {...small} onClick={() => onAct(memberActs.decideRequest(r))}>
                Decide
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Whom we can turn to, by the roles of the policy. */
export function MemberContacts({ member, onAct }: Part) {
  if (member.contacts.length === 0) return null;
  return (
    <Section title="Contacts">
      <ul className={classes.rows}>
        {member.contacts.map((k) => (
          <li key={k.role}>
            <span className={classes.grow}>
              <b>{k.label}</b>{' '}
              {k.name ? (
                <>
                  {k.name}, {k.address}
                </>
              ) : (
                <span className={classes.quiet}>{k.required ? 'missing' : 'nobody named'}</span>
              )}
            </span>
            {member.may.manage ? (
              <Button {...small} onClick={() => onAct(memberActs.saveContact(member, k))}>
                {k.name ? 'Change contact' : 'Add contact'}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** What the member owes, by when, and what was done. */
export function MemberDuties({ member, onAct }: Part) {
  const reopen = useOperation((c) => c.programs.completeDuty, { touches, onDone: () => showDone('Open again.') });
  if (member.duties.length === 0) return null;
  return (
    <Section title="Duties">
      <ul className={classes.rows}>
        {member.duties.map((d) => (
          <li key={d.id}>
            <span className={classes.grow}>
              {d.words}{' '}
              <span className={classes.quiet}>
                due {dayOf(d.dueOn)}
                {d.doneAt ? `; done ${shortDate(d.doneAt)}${d.doneBy ? ` by ${d.doneBy}` : ''}` : ''}
                {d.doneAt && d.doneWords ? `: ${d.doneWords}` : ''}
              </span>
            </span>
            {member.may.manage ? (
              d.doneAt ? (
                <Button {...small} onClick={() => reopen.mutate({ id: member.id, duty: d.id, done: false, words: '' })}>
                  Open again
                </Button>
              ) : (
                <Button {...small} onClick={() => onAct(memberActs.completeDuty(member, d))}>
                  Mark as done
                </Button>
              )
            ) : null}
          </li>
        ))}
      </ul>
      {reopen.isError ? <Problem error={reopen.error} /> : null}
    </Section>
  );
}

/** For what the member lets itself be named, in which scope, until when, and who may speak. */
export function MemberReferences({ member, onAct }: Part) {
  const withdraw = useOperation((c) => c.programs.withdrawReference, {
    touches,
    onDone: () => showDone('Consent withdrawn.'),
  });
  return (
    <Section
      title="Consents to be named"
      actions={
        member.may.manage ? (
          <Button {...small} onClick={() => onAct(memberActs.recordReference(member))}>
            Record consent
          </Button>
        ) : null
      }
    >
      {member.references.length === 0 ? <p className={classes.quiet}>None was given.</p> : null}
      <ul className={classes.rows}>
        {member.references.map((r) => (
          <li key={r.id}>
            <span className={classes.grow}>
              <b>{referenceWords[r.kind]}</b>: {r.scope}{' '}
              <span className={classes.quiet}>
                {r.speaker ? `${r.speaker} may speak; ` : ''}given {shortDate(r.givenAt)}
                {r.endsOn ? `, until ${dayOf(r.endsOn)}` : ''}
                {r.withdrawnAt ? `; withdrawn ${shortDate(r.withdrawnAt)}` : ''}
              </span>
            </span>
            {member.may.manage && r.withdrawnAt === null ? (
              <Button {...small} onClick={() => withdraw.mutate({ id: member.id, reference: r.id })}>
                Withdraw consent
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {withdraw.isError ? <Problem error={withdraw.error} /> : null}
    </Section>
  );
}
