import { Button } from '@mantine/core';
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
import { showDone } from '#web/kit/UndoNotice.tsx';
import { may, useMe } from '#web/me.ts';
import { fieldErrors, problemOf } from '#web/problem.ts';
import { AccountActs } from '../parts/AccountActs.tsx';
import { chosenRole, type RoleChoice, RoleFields } from '../parts/RoleFields.tsx';
import classes from '../parts/rows.module.css';
import { type AccountRow, account } from '../questions.ts';
import { useRoleWords } from '../roleWords.ts';

const touches = ['access'];

/** One account: its roles, and what the viewer may do with it. */
export default function Account() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const shown = useAsk(account(id));
  const mayRead = may(useMe(), 'audit.read');
  const isDisabled = shown.disabledAt !== null;
  return (
    <RecordPage
      title={shown.name}
      above={<Link href="/settings/people">People with access</Link>}
      state={<StateBadge state={isDisabled ? 'paused' : 'done'} word={isDisabled ? 'Disabled' : 'In force'} />}
      lead={isDisabled ? 'This account cannot sign in. Its history and roles stay as they are.' : undefined}
      actions={<AccountActs shown={shown} />}
      aside={
        <FactList
          facts={[
            { name: 'Mail address', value: shown.mail },
            { name: 'Last here', value: shown.seenAt === null ? 'Never' : <RelativeTime instant={shown.seenAt} /> },
            { name: 'Joined', value: <RelativeTime instant={shown.createdAt} /> },
            ...(mayRead
              ? [{ name: 'Audit log', value: <Link href={`/settings/audit?who=${id}`}>What this account did</Link> }]
              : []),
            ...(shown.disabledAt === null
              ? []
              : [{ name: 'Disabled', value: <RelativeTime instant={shown.disabledAt} /> }]),
          ]}
        />
      }
    >
      <Roles shown={shown} />
      {shown.can.grant ? <GiveRole shown={shown} /> : null}
    </RecordPage>
  );
}

function Roles({ shown }: { shown: AccountRow }) {
  const roleWords = useRoleWords();
  const end = useOperation((c) => c.access.endGrant, { touches, onDone: () => showDone('The role has ended.') });
  return (
    <Section title="Roles">
      {end.isError ? <Problem error={end.error} /> : null}
      {shown.grants.length === 0 ? (
        <p className={classes.quiet}>No role: this account can sign in and see nothing.</p>
      ) : null}
      <ul className={classes.rows}>
        {shown.grants.map((grant) => (
          <li key={grant.id} className={classes.row}>
            <div className={classes.main}>
              {roleWords(grant.role, grant.program)}
              <div className={classes.quiet}>
                {grant.program === null ? 'All programs' : 'This program only'}, since{' '}
                <RelativeTime instant={grant.grantedAt} />
              </div>
            </div>
            <div className={classes.actions}>
              {grant.canEnd ? (
                <Button
                  size="sm"
                  variant="default"
                  loading={end.isPending && end.variables.id === grant.id}
                  onClick={() => end.mutate({ id: grant.id })}
                  aria-label={`End role ${roleWords(grant.role, grant.program)}`}
                >
                  End role
                </Button>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

const none: RoleChoice = { role: null, place: null };

function GiveRole({ shown }: { shown: AccountRow }) {
  const [choice, setChoice] = useState(none);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const give = useOperation((c) => c.access.grantRole, {
    touches,
    onDone: () => {
      setChoice(none);
      showDone(`${shown.name} has the role from now on.`);
    },
  });
  const submit = () => {
    const chosen = chosenRole(choice);
    setErrors('missing' in chosen ? chosen.missing : {});
    if ('missing' in chosen) return;
    give.mutate({ account: shown.id, ...chosen }, { onError: (error) => setErrors(fieldErrors(problemOf(error))) });
  };
  return (
    <Section title="Give a role">
      <form
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!give.isPending) submit();
        }}
      >
        <RoleFields value={choice} onChange={setChoice} errors={errors} />
        {give.isError ? <Problem error={give.error} /> : null}
        <div className={classes.buttons}>
          <Button type="submit" loading={give.isPending}>
            Give role
          </Button>
        </div>
      </form>
    </Section>
  );
}
