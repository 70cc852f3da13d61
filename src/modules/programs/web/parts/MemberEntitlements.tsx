import { Button, Group, Stack } from '@mantine/core';
import { useOperation } from '#web/ask.ts';
import { FactList } from '#web/kit/FactList.tsx';
import { Link } from '#web/kit/Link.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { shortDate } from '#web/kit/time.ts';
import { showDone } from '#web/kit/UndoNotice.tsx';
import { mailWords } from '../mailWords.ts';
import { memberActs } from '../memberActs.ts';
import { entitlementWords, supersededWords } from '../memberStates.ts';
import type { Member } from '../questions.ts';
import { hostingWords } from '../stages.ts';
import { touches } from './ActDialog.tsx';
import type { FieldsAct } from './FieldsDialog.tsx';
import classes from './member.module.css';

type Term = Member['terms'][number];
type Entitlement = Term['entitlements'][number];
type Act = (act: FieldsAct) => void;

/** The terms of a member, the newest first, each with what it gave. */
export function MemberTerms({ member, onAct }: { member: Member; onAct: Act }) {
  return (
    <Stack gap={20}>
      {member.terms.map((term) => (
        <div key={term.id} className={classes.term}>
          <h3 className={classes.termTitle}>
            {term.startsAt && term.endsAt
              ? `${shortDate(term.startsAt)} to before ${shortDate(term.endsAt)}`
              : 'Not begun yet'}
          </h3>
          <p className={classes.quiet}>
            {[
              `Term ${term.position}`,
              `${term.months} months`,
              ...(term.tier ? [`tier ${term.tier}`] : []),
              ...(term.priceShare > 0 ? [`${term.priceShare}% of the price`] : []),
              ...(term.policyVersion === null ? [] : [`policy version ${term.policyVersion}`]),
            ].join(', ')}
            {term.application ? (
              <>
                {', '}
                <Link href={`/programs/applications/${term.application.id}`}>{term.application.number}</Link>
              </>
            ) : null}
          </p>
          {term.entitlements.map((e) => (
            <EntitlementBox key={e.id} entitlement={e} member={member} onAct={onAct} />
          ))}
        </div>
      ))}
    </Stack>
  );
}

function EntitlementBox({ entitlement: e, member, onAct }: { entitlement: Entitlement; member: Member; onAct: Act }) {
  const resend = useOperation((c) => c.programs.resendCoupon, {
    touches,
    onDone: () => showDone('Sent once more.'),
  });
  const retry = useOperation((c) => c.programs.retryProvision, {
    touches,
    onDone: () => showDone('The shop is asked once more.'),
  });
  const inForce = e.codes.find((code) => code.superseded === null);
  const open = !e.replaced && e.booking === null;
  const gives = member.may.give && !e.replaced;
  return (
    <div className={classes.entitlement} data-replaced={e.replaced || undefined}>
      <FactList
        facts={[
          { name: entitlementWords[e.kind], value: `${e.sku}${e.replaced ? ' (replaced)' : ''}` },
          { name: 'Hosting', value: e.hosting && hostingWords[e.hosting] },
          { name: 'Seats', value: e.seats === null ? 'as many as needed' : e.seats },
          ...e.codes.map((code) => ({
            name: code.superseded ? 'Earlier code' : 'Code',
            value: code.superseded ? (
              <>
                {code.ending}, {supersededWords[code.superseded.why]}: {code.superseded.words}
              </>
            ) : (
              <>
                {code.ending}, sent <RelativeTime instant={code.at} />: {mailWords(code.mailState).short}
              </>
            ),
          })),
          ...(e.wantedSince ? [{ name: 'Waits for a code', value: <RelativeTime instant={e.wantedSince} /> }] : []),
          ...(e.provision
            ? [
                {
                  name: 'Provisioning',
                  value: e.provision.takenAt
                    ? e.booking
                      ? 'taken by the shop'
                      : 'taken by the shop, not confirmed yet'
                    : (e.provision.fault ?? 'asked'),
                },
              ]
            : []),
          {
            name: 'Booking',
            value: e.booking ? (
              <>
                {e.booking.reference}, <RelativeTime instant={e.booking.at} />
              </>
            ) : (
              'not yet'
            ),
          },
          ...(e.use.length > 0
            ? [{ name: 'Active seats', value: e.use.map(({ day, seats }) => `${seats} on ${day}`).join('; ') }]
            : []),
        ]}
      />
      {gives || (member.may.confirmBooking && open) ? (
        <Group gap={8} mt={8}>
          {gives && open && inForce ? (
            <>
              <Button
                size="compact-sm"
                variant="default"
                loading={resend.isPending}
                onClick={() => resend.mutate({ id: e.id })}
              >
                Resend code
              </Button>
              <Button size="compact-sm" variant="default" onClick={() => onAct(memberActs.replaceCoupon(e))}>
                Send another code
              </Button>
            </>
          ) : null}
          {gives && member.hostings.some((h) => h !== e.hosting) ? (
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => onAct(memberActs.replaceEntitlement(e, member.hostings))}
            >
              Replace hosting
            </Button>
          ) : null}
          {gives ? (
            <Button size="compact-sm" variant="default" onClick={() => onAct(memberActs.restateSeats(e))}>
              Restate seats
            </Button>
          ) : null}
          {gives && open && e.provision ? (
            <Button
              size="compact-sm"
              variant="default"
              loading={retry.isPending}
              onClick={() => retry.mutate({ id: e.id })}
            >
              Ask the shop again
            </Button>
          ) : null}
          {member.may.confirmBooking && open && (inForce || e.delivery !== 'coupon') ? (
            <Button size="compact-sm" variant="default" onClick={() => onAct(memberActs.confirmEntitlement(e))}>
              Confirm booking
            </Button>
          ) : null}
        </Group>
      ) : null}
      {resend.isError ? <Problem error={resend.error} /> : null}
      {retry.isError ? <Problem error={retry.error} /> : null}
    </div>
  );
}
