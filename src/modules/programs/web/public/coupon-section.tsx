import { Buttons } from '#web/public/Button.tsx';
import { Facts } from '#web/public/Facts.tsx';
import type { StatusPart } from './status-page.tsx';
import { whenWords } from './words.ts';

/** The coupon with the way to the shop, and the term of the membership. */
export function CouponSection({ application, zone }: StatusPart) {
  const { coupon, membership, stage } = application;
  return (
    <>
      {coupon ? (
        <section id="coupon">
          <h2>Your coupon</h2>
          <pre>
            <code>{coupon.code}</code>
          </pre>
          <p className="quiet">Sent on {whenWords(coupon.sentAt, zone)}. It works once, for this project only.</p>
          {stage === 'coupon-sent' ? (
            <Buttons>
              <a className="button" href={coupon.checkoutUrl} rel="noreferrer">
                Redeem coupon in the shop
              </a>
            </Buttons>
          ) : null}
        </section>
      ) : null}
      {membership ? (
        <section id="membership">
          <h2>Your membership</h2>
          <Facts
            facts={[
              { name: 'Begins', value: whenWords(membership.startsAt, zone) },
              { name: 'Ends', value: whenWords(membership.endsAt, zone) },
            ]}
          />
        </section>
      ) : null}
    </>
  );
}
