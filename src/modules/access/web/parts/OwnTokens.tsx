import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { useAsk, useOperation } from '#web/ask.ts';
import { CopyText } from '#web/kit/CopyText.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { Section } from '#web/kit/Section.tsx';
import { shortDate } from '#web/kit/time.ts';
import { showDone } from '#web/kit/UndoNotice.tsx';
import { ownKeys, programs, tokens } from '../questions.ts';
import { MakeToken } from './MakeToken.tsx';
import { Prove } from './Prove.tsx';
import classes from './rows.module.css';

/** One's own API tokens. A new one is shown once. */
export function OwnTokens() {
  const own = useAsk(tokens).tokens;
  const places = useAsk(programs).programs;
  const { proved } = useAsk(ownKeys);
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  const end = useOperation((c) => c.access.endToken, {
    touches: ['access'],
    onDone: () => showDone('The token has ended.'),
  });
  const close = () => {
    setMaking(false);
    setMade(null);
  };
  return (
    <Section
      title="API tokens"
      actions={
        <Button size="sm" variant="default" onClick={() => setMaking(true)}>
          Make token
        </Button>
      }
    >
      <p className={classes.quiet}>
        A token lets a program act for you: the command line, a script, a build. The{' '}
        <a className={classes.link} href="/api">
          API reference
        </a>{' '}
        says what can be called.
      </p>
      {end.isError ? <Problem error={end.error} /> : null}
      <ul className={classes.rows}>
        {own.map((each) => (
          <li key={each.id} className={classes.row}>
            <div className={classes.main}>
              {each.name}
              <div className={classes.quiet}>
                {each.scopes === null ? 'Everything you may do' : each.scopes.join(', ')}
                {each.program === null
                  ? ''
                  : ` in ${places.find(({ id }) => id === each.program)?.name ?? 'one program'}`}
                {each.expiresAt === null ? '' : `; until ${shortDate(each.expiresAt)}`};{' '}
                {each.lastUsedAt === null ? (
                  'never used'
                ) : (
                  <>
                    last used <RelativeTime instant={each.lastUsedAt} />
                    {each.newestNetwork === null || each.newestNetwork === 'unknown'
                      ? ''
                      : `, from ${each.networks === 1 ? each.newestNetwork : `${each.networks} networks, the newest ${each.newestNetwork}`}`}
                  </>
                )}
              </div>
            </div>
            <div className={classes.actions}>
              <Button
                size="sm"
                variant="default"
                loading={end.isPending && end.variables.id === each.id}
                onClick={() => end.mutate({ id: each.id })}
                aria-label={`End token ${each.name}`}
              >
                End token
              </Button>
            </div>
          </li>
        ))}
      </ul>
      <Modal opened={making} onClose={close} title={made === null ? 'Make an API token' : 'Your new token'} size="md">
        {made === null && !proved ? (
          <Prove onCancel={close} />
        ) : made === null ? (
          <MakeToken onMade={setMade} onCancel={close} />
        ) : (
          <div className={classes.form}>
            <p style={{ margin: 0 }}>Copy it now: it is shown this once and kept here only as a hash.</p>
            <CopyText text={made} />
            <div className={classes.buttons}>
              <Button onClick={close}>I have copied it</Button>
            </div>
          </div>
        )}
      </Modal>
    </Section>
  );
}
