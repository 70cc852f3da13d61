import type { Stage, WaitingFor } from '../../src/modules/programs/application.ts';
import type { MemberState } from '../../src/modules/programs/membership.ts';

/**
 * A small reference of a program, written from its words and not from its code: what may follow what, which code goes to whom, and
 * when. Time is minutes since the start. An act answers null, or the code of the rule that says no, and then changes nothing.
 */
export type Rule = string | null;

type Decision = { verdict: 'approved' | 'refused'; finalAt: number; settled: boolean };
type Question = 'open' | null;
export type Member = {
  /** Codes that are out and count; the last one is in force. */
  wantsSince: number | null;
  term: { from: number; to: number } | null;
  reference: string | null;
  breach: boolean;
  ended: 'revoked' | 'ended' | 'alumni' | null;
};
export type Applied = {
  sentAt: number;
  confirmed: boolean;
  question: Question;
  decision: Decision | null;
  withdrawn: boolean;
  /** Refused or fallen silent, and taken up again by a person. */
  reopened: boolean;
  agreedAt: number | null;
  code: string | null;
  member: Member | null;
};

export const UNDO = 10;
const DAY = 24 * 60;
/** The preset's: renewal opens so many days before the end, and what has ended can be renewed so long. */
export const OPENS = 60 * DAY;

export class ProgramModel {
  now = 0;
  readonly applied: Applied[] = [];
  readonly free: string[] = [];
  readonly gone = new Set<string>();
  readonly references = new Map<string, number>();
  readonly monthsLater: (minutes: number, months: number) => number;

  constructor(monthsLater: (minutes: number, months: number) => number) {
    this.monthsLater = monthsLater;
  }

  apply(): void {
    this.applied.push({
      sentAt: this.now,
      confirmed: false,
      question: null,
      decision: null,
      withdrawn: false,
      reopened: false,
      agreedAt: null,
      code: null,
      member: null,
    });
  }

  /** By the link that was mailed, which works for 14 days. */
  confirm(a: Applied): Rule {
    if (this.now >= a.sentAt + 14 * DAY) return 'link.over';
    a.confirmed = true;
    return null;
  }

  private ended(a: Applied): Rule {
    if (a.withdrawn) return 'application.withdrawn';
    return a.decision ? 'application.already-decided' : null;
  }

  private mayDecide(a: Applied): Rule {
    return this.ended(a) ?? (a.confirmed ? null : 'application.mail-not-confirmed');
  }

  decide(a: Applied, verdict: Decision['verdict']): Rule {
    const no = this.mayDecide(a);
    if (no) return no;
    a.decision = { verdict, finalAt: this.now + UNDO, settled: false };
    a.question = null;
    return null;
  }

  undo(a: Applied): Rule {
    if (!a.decision) return 'application.not-decided';
    if (a.decision.settled || this.now >= a.decision.finalAt) return 'decision.final';
    a.decision = null;
    return null;
  }

  ask(a: Applied): Rule {
    const no = this.mayDecide(a) ?? (a.question ? 'application.question-open' : null);
    if (!no) a.question = 'open';
    return no;
  }

  answer(a: Applied): Rule {
    // A decision that can still be undone is nothing an applicant may learn of, yet the question is closed by it.
    const no = this.ended(a) ?? (a.question ? null : 'application.no-question');
    if (!no) a.question = null;
    return no;
  }

  withdraw(a: Applied): Rule {
    if (a.withdrawn) return 'application.withdrawn';
    if (a.decision?.verdict === 'refused' && a.decision.settled) return 'application.already-decided';
    if (a.code !== null) return 'application.coupon-sent';
    a.withdrawn = true;
    if (a.decision && !a.decision.settled) a.decision = null;
    if (a.member) a.member.wantsSince = null;
    return null;
  }

  accept(a: Applied): Rule {
    if (a.withdrawn) return 'application.withdrawn';
    if (a.decision?.verdict !== 'approved' || !a.decision.settled) return 'application.not-approved';
    if (a.agreedAt !== null) return 'agreement.accepted';
    a.agreedAt = this.now;
    return null;
  }

  reopen(a: Applied): Rule {
    if (a.withdrawn) return 'application.withdrawn';
    if (a.decision?.verdict !== 'refused') return 'application.not-ended';
    if (!a.decision.settled) return 'decision.not-final';
    a.decision = null;
    a.reopened = true;
    return null;
  }

  add(codes: readonly string[]): void {
    this.free.push(...codes);
  }

  /** Which code is taken is the register's to choose; that it was free is what counts. */
  take(code: string): void {
    this.free.splice(this.free.indexOf(code), 1);
    this.gone.add(code);
  }

  book(a: Applied, code: string | null, reference: string): Rule {
    if (code === null) return 'NOT_FOUND';
    const member = a.member as Member;
    if (member.reference !== null) return member.reference === reference ? null : 'booking.confirmed';
    if (this.references.has(reference)) return 'booking.reference-used';
    this.references.set(reference, this.applied.indexOf(a));
    member.reference = reference;
    member.term = { from: this.now, to: this.monthsLater(this.now, 12) };
    return null;
  }

  /** The code that was sent is lost: another one takes its place, or the member waits for the next. */
  replace(a: Applied): Rule {
    const member = a.member as Member;
    if (member.reference !== null) return 'coupon.redeemed';
    const state = this.memberState(a);
    if (state === 'in-breach') return 'membership.in-breach';
    if (state !== 'granted') return 'membership.over';
    if (a.code === null) return 'coupon.none';
    a.code = null;
    member.wantsSince = this.now;
    return null;
  }

  openBreach(a: Applied): Rule {
    const member = a.member as Member;
    if (member.breach) return 'breach.open';
    const state = this.memberState(a);
    if (state !== 'granted' && state !== 'active' && state !== 'renewal-due') return 'membership.over';
    member.breach = true;
    return null;
  }

  resolveBreach(a: Applied, outcome: 'cured' | 'revoked'): Rule {
    const member = a.member as Member;
    if (!member.breach) return 'breach.none';
    member.breach = false;
    if (outcome === 'revoked') this.end(a, 'revoked');
    return null;
  }

  endMembership(a: Applied, as: 'ended' | 'alumni'): Rule {
    if (a.member?.ended) return 'membership.over';
    this.end(a, as);
    return null;
  }

  private end(a: Applied, as: 'revoked' | 'ended' | 'alumni'): void {
    const member = a.member as Member;
    member.ended = as;
    member.wantsSince = null;
    if (as === 'revoked') member.breach = false;
  }

  reinstate(a: Applied): Rule {
    if (a.member?.ended !== 'alumni') return 'membership.not-alumni';
    a.member.ended = null;
    return null;
  }

  /** What happens by itself at this moment: decisions take effect, memberships are granted. */
  settle(): void {
    for (const a of this.applied) {
      if (a.decision && !a.decision.settled && this.now >= a.decision.finalAt) a.decision.settled = true;
      if (a.agreedAt !== null && !a.withdrawn && a.member === null)
        a.member = { wantsSince: this.now, term: null, reference: null, breach: false, ended: null };
    }
  }

  /** Those who wait for a code, the longest first: as many as there are codes get one, at once. */
  served(): Applied[] {
    return this.applied
      .filter((a) => a.member?.wantsSince != null)
      .toSorted((a, b) => (a.member?.wantsSince ?? 0) - (b.member?.wantsSince ?? 0))
      .slice(0, this.free.length);
  }

  stage(a: Applied): Stage {
    if (a.withdrawn) return 'withdrawn';
    if (a.decision?.verdict === 'refused') return 'refused';
    if (a.decision?.verdict === 'approved') {
      if (a.member?.term) return 'active';
      if (a.code !== null) return 'coupon-sent';
      return a.agreedAt === null ? 'approved' : 'awaiting-coupon';
    }
    if (!a.confirmed) return 'confirming';
    return a.question ? 'needs-info' : 'review';
  }

  waitingFor(a: Applied): WaitingFor {
    const stage = this.stage(a);
    if (stage === 'review' || stage === 'awaiting-coupon') return 'us';
    return stage === 'active' || stage === 'refused' || stage === 'withdrawn' ? 'nobody' : 'them';
  }

  memberState({ member }: Applied): MemberState | null {
    if (!member) return null;
    if (member.ended) return member.ended;
    if (!member.term) return 'granted';
    if (this.now >= member.term.to) return 'lapsed';
    if (member.breach) return 'in-breach';
    return this.now >= member.term.to - OPENS ? 'renewal-due' : 'active';
  }
}
