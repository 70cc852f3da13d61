import { Button } from '@mantine/core';
import { useState } from 'react';
import { FactList } from '#web/kit/FactList.tsx';
import { Link } from '#web/kit/Link.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { Section } from '#web/kit/Section.tsx';
import { shortDate } from '#web/kit/time.ts';
import { may, useMe } from '#web/me.ts';
import type { Application } from '../questions.ts';
import { hostingWords } from '../stages.ts';
import classes from './ApplicationFacts.module.css';
import { MoveDialog } from './MoveDialog.tsx';
import { StageBadge } from './StageBadge.tsx';

/** Facts and links at the right of an application. */
export function ApplicationFacts({ application }: { application: Application }) {
  const me = useMe();
  const [moving, setMoving] = useState(false);
  const { coupon, membership, organisation } = application;
  const name = application.applicantName ?? (application.blind ? 'Hidden until you scored it' : 'Erased');
  const country = application.country && countryName(application.country);
  return (
    <>
      <Section title="Applicant">
        <FactList
          facts={[
            {
              name: 'Person',
              value:
                may(me, 'community.read') && !application.blind ? (
                  <Link href={`/community/people/${application.person}`}>{name}</Link>
                ) : (
                  name
                ),
            },
            { name: 'Mail', value: application.address },
            {
              name: 'Confirmed',
              value: application.mailConfirmedAt ? <RelativeTime instant={application.mailConfirmedAt} /> : 'not yet',
            },
            { name: 'Country', value: country },
            { name: 'Reads', value: languageName(application.language) },
            { name: 'Organisation', value: organisation?.name },
          ]}
        />
      </Section>
      <Section title="Application">
        <FactList
          facts={[
            { name: 'Kind', value: application.kind === 'new' ? 'New' : 'Renewal' },
            { name: 'Hosting', value: application.hosting && hostingWords[application.hosting] },
            { name: 'Submitted', value: <RelativeTime instant={application.submittedAt} /> },
            {
              name: 'Policy',
              value: (
                <>
                  <Link href={`/programs/${application.program.slug}/policy`}>
                    version {application.policy.version}
                  </Link>
                  {application.may.move ? (
                    <>
                      {' '}
                      <Button size="compact-xs" variant="subtle" onClick={() => setMoving(true)}>
                        Move to version {application.policy.newest}
                      </Button>
                    </>
                  ) : null}
                </>
              ),
            },
            ...(application.erasedAt
              ? [{ name: 'Erased', value: <RelativeTime instant={application.erasedAt} /> }]
              : []),
          ]}
        />
      </Section>
      <MoveDialog application={application} opened={moving} onClose={() => setMoving(false)} />
      {coupon || membership || application.agreementAcceptedAt ? (
        <Section title="Membership">
          <FactList
            facts={[
              {
                name: 'Agreement',
                value: application.agreementAcceptedAt ? (
                  <>
                    accepted <RelativeTime instant={application.agreementAcceptedAt} />
                  </>
                ) : (
                  'not accepted yet'
                ),
              },
              { name: 'Coupon', value: coupon ? `${coupon.sku}, ends ${coupon.ending}` : 'not sent yet' },
              ...(coupon ? [{ name: 'Sent', value: <RelativeTime instant={coupon.sentAt} /> }] : []),
              ...(membership
                ? [
                    {
                      name: 'Term',
                      value: membership.startsAt
                        ? `${shortDate(membership.startsAt)} to before ${membership.endsAt ? shortDate(membership.endsAt) : 'open'}`
                        : 'begins with the booking',
                    },
                    { name: 'Booking', value: membership.bookingReference },
                  ]
                : []),
            ]}
          />
        </Section>
      ) : null}
      <Section title="Other applications">
        {application.earlier.length === 0 ? (
          <p className={classes.quiet}>None of this person, namespace or organisation.</p>
        ) : (
          <ul className={classes.list}>
            {application.earlier.map((other) => (
              <li key={other.id} className={classes.item}>
                <Link href={`/programs/applications/${other.id}`}>
                  {other.project}, {other.number}
                </Link>
                <StageBadge stage={other.stage} plain />
                <span className={classes.quiet}>
                  {other.because}, <RelativeTime instant={other.submittedAt} />
                </span>
              </li>
            ))}
          </ul>
        )}
      </Section>
    </>
  );
}

const countryName = (code: string): string => nameOf('region', code);
const languageName = (code: string): string => nameOf('language', code);
function nameOf(type: 'region' | 'language', code: string): string {
  try {
    return new Intl.DisplayNames('en', { type }).of(code) ?? code;
  } catch {
    return code;
  }
}
