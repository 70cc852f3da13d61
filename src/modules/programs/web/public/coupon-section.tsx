import { Buttons } from '#web/public/Button.tsx';
import { Facts } from '#web/public/Facts.tsx';
import { MemberLink } from './member/member-link.tsx';
import type { StatusPart } from './status-part.ts';
import { useWords } from './words/index.ts';

/** The coupon with the way to the shop, and the term of the membership. */
export function CouponSection({ application, base, zone }: StatusPart) {
  const { coupon, membership, stage } = application;
  const { say, when } = useWords();
  return (
    <>
      {coupon ? (
        <section id="coupon">
          <h2>{say('coupon.title')}</h2>
          <pre>
            <code>{coupon.code}</code>
          </pre>
          <p className="quiet">{say('coupon.sent', { when: when(coupon.sentAt, zone) })}</p>
          {stage === 'coupon-sent' ? (
            <Buttons>
              <a className="button" href={coupon.checkoutUrl} rel="noreferrer">
                {say('coupon.button')}
              </a>
            </Buttons>
          ) : null}
        </section>
      ) : null}
      {membership ? (
        <section id="membership">
          <h2>{say('membership.title')}</h2>
          <Facts
            facts={[
              { name: say('membership.begins'), value: when(membership.startsAt, zone) },
              { name: say('membership.ends'), value: when(membership.endsAt, zone) },
            ]}
          />
          <MemberLink base={base} />
        </section>
      ) : null}
    </>
  );
}
