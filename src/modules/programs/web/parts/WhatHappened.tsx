import { EmptyState } from '#web/kit/EmptyState.tsx';
import { Link } from '#web/kit/Link.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import type { ProgramHome } from '../questions.ts';
import classes from './WhatHappened.module.css';

const FIRST = 8;

/** What happened last in a program, newest first. */
export function WhatHappened({
  happened,
  program,
}: {
  happened: ProgramHome['happened'];
  program: { open: boolean } | null;
}) {
  if (happened.length === 0) {
    return (
      <EmptyState title="Nothing has happened yet">
        {program === null
          ? 'What people do in your programs will stand here.'
          : program.open
            ? 'The program takes applications: send the address of its public page to a project.'
            : 'Read the policy, add coupons, then open the program.'}
      </EmptyState>
    );
  }
  return (
    <>
      <Entries happened={happened.slice(0, FIRST)} />
      {happened.length > FIRST ? (
        <details className={classes.more}>
          <summary>Show {happened.length - FIRST} before these</summary>
          <Entries happened={happened.slice(FIRST)} />
        </details>
      ) : null}
    </>
  );
}

function Entries({ happened }: { happened: ProgramHome['happened'] }) {
  return (
    <ul className={classes.list}>
      {happened.map(({ id, at, who, words, href }) => (
        <li key={id} className={classes.item}>
          <span className={classes.words}>
            <span className={classes.who}>{who}</span> {href === null ? words : <Link href={href}>{words}</Link>}
          </span>
          <span className={classes.time}>
            <RelativeTime instant={at} />
          </span>
        </li>
      ))}
    </ul>
  );
}
