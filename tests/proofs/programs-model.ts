import type { Stage, WaitingFor } from '../../src/modules/programs/application.ts';
import type { MemberState } from '../../src/modules/programs/membership.ts';

/**
 * A small reference of a program, written from its words and not from its code: what may follow what, which code goes to whom, and
 * when. Time is minutes since the start. An act answers null, or the code of the rule that says no, and then changes nothing.
 */
export type Rule = string | null;
export const HOSTINGS = ['saas', 'self-managed'] as const;
export type Hosting = (typeof HOSTINGS)[number];

type Decision = { verdict: 'approved' | 'refused'; finalAt: number; settled: boolean };
type Question = 'open' | null;
type Span = { from: number; to: number };
/** One thing that was given within a term: the main one, what replaced it, or a second one beside it. */
export type Given = {
  /** Which one it was of all. */
  nth: number;
  kind: 'main' | 'replacement' | 'second';
  hosting: Hosting;
  wantsSince: number | null;
  /** The code in force. */
  code: string | null;
  /** All codes that went out for it, the last one last. */
  codes: string[];
  reference: string | null;
  replaced: boolean;
};
export type Term = { of: Applied; time: Span | null; given: Given[] };
export type Member = {
  terms: Term[];
  breach: boolean;
  ended: 'revoked' | 'ended' | 'alumni' | null;
  second: 'open' | null;
  /** How often it changed hands. */
  owner: number;
  /** What was said once: due for renewal or lapsed, by the end that was meant. */
  said: Set<string>;
  /** Reminders that were sent, by the end that was meant. */
  reminded: Map<number, number[]>;
};
export type Applied = {
  sentAt: number;
  hosting: Hosting;
  renews: Member | null;
  confirmed: boolean;
  question: Question;
  decision: Decision | null;
  withdrawn: boolean;
  agreedAt: number | null;
  term: Term | null;
};

export const UNDO = 10;
export const DAY = 24 * 60;
/** Renewal opens so many days before the end, and what has ended can be renewed so long. */
export const OPENS = 60 * DAY;
export const GRACE = 30 * DAY;
export const REMINDERS = [60, 7, -7];

export class ProgramModel {
  now = 0;
  private nth = 0;
  readonly applied: Applied[] = [];
  readonly members: Member[] = [];
  readonly free: Record<Hosting, string[]> = { saas: [], 'self-managed': [] };
  private readonly references = new Set<string>();
  private readonly limits = new Map<string, number>();
  private readonly monthsLater: (minutes: number, months: number) => number;

  constructor(monthsLater: (minutes: number, months: number) => number) {
    this.monthsLater = monthsLater;
  }

  private add(hosting: Hosting, renews: Member | null): Applied {
    const one: Applied = {
      ...{ sentAt: this.now, hosting, renews, confirmed: renews !== null, question: null, decision: null },
      ...{ withdrawn: false, agreedAt: null, term: null },
    };
    this.applied.push(one);
    return one;
  }

  apply(hosting: Hosting): Applied {
    return this.add(hosting, null);
  }

  /** Five in a day, and then as they come back: each takes its part of the day. */
  private limited(what: string, of: number): boolean {
    const until = Math.max(this.limits.get(what) ?? 0, this.now) + DAY / of;
    if (until > this.now + DAY) return true;
    this.limits.set(what, until);
    return false;
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

  /** Whoever was revoked comes back by a new application only. */
  private revoked = (a: Applied): Rule => (a.renews?.ended === 'revoked' ? 'renewal.revoked' : null);

  private mayDecide(a: Applied): Rule {
    return this.ended(a) ?? (a.confirmed ? null : 'application.mail-not-confirmed');
  }

  decide(a: Applied, verdict: Decision['verdict']): Rule {
    const no = this.mayDecide(a) ?? (verdict === 'approved' ? this.revoked(a) : null);
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
    if (a.term?.given.some(({ codes }) => codes.length > 0)) return 'application.coupon-sent';
    a.withdrawn = true;
    if (a.decision && !a.decision.settled) a.decision = null;
    if (a.term) this.takeBack(a.term);
    return null;
  }

  accept(a: Applied): Rule {
    if (a.withdrawn) return 'application.withdrawn';
    if (a.decision?.verdict !== 'approved' || !a.decision.settled) return 'application.not-approved';
    if (a.agreedAt !== null) return 'agreement.accepted';
    const revoked = this.revoked(a);
    if (revoked) return revoked;
    a.agreedAt = this.now;
    return null;
  }

  reopen(a: Applied): Rule {
    if (a.withdrawn) return 'application.withdrawn';
    if (a.decision?.verdict !== 'refused') return 'application.not-ended';
    if (!a.decision.settled) return 'decision.not-final';
    if (
      a.renews &&
      this.applied.slice(this.applied.indexOf(a) + 1).some((later) => later.renews === a.renews && this.counts(later))
    )
      return 'renewal.pending';
    a.decision = null;
    return null;
  }

  /** It is on its way, or came to be. */
  private counts(a: Applied): boolean {
    return !a.withdrawn && !(a.decision?.verdict === 'refused' && a.decision.settled);
  }

  private pending(m: Member): boolean {
    return this.applied.some((a) => a.renews === m && this.counts(a) && !a.term?.time);
  }

  end(m: Member): number | null {
    const ends = m.terms.flatMap(({ time }) => time?.to ?? []);
    return ends.length > 0 ? Math.max(...ends) : null;
  }

  /** The member asks for one more term; answers the application, or the rule that says no. */
  renew(m: Member): Applied | Exclude<Rule, null> {
    if (m.ended) return 'membership.over';
    if (m.breach) return 'membership.in-breach';
    if (this.pending(m)) return 'renewal.pending';
    const end = this.end(m);
    if (end === null) return 'membership.not-begun';
    if (this.now < end - OPENS) return 'renewal.early';
    if (this.now >= end + GRACE) return 'renewal.late';
    return this.add((m.terms.at(-1) as Term).of.hosting, m);
  }

  stock(hosting: Hosting, codes: readonly string[]): void {
    this.free[hosting].push(...codes);
  }

  /** Which code is taken is the register's to choose; that it was free is what counts. */
  take(given: Given, code: string): void {
    this.free[given.hosting].splice(this.free[given.hosting].indexOf(code), 1);
    Object.assign(given, { code, wantsSince: null });
    given.codes.push(code);
  }

  book(m: Member, term: Term, given: Given, reference: string): Rule {
    if (given.codes.length === 0) return 'NOT_FOUND';
    if (given.reference !== null) return given.reference === reference ? null : 'booking.confirmed';
    if (given.replaced) return 'booking.replaced';
    if (this.references.has(reference)) return 'booking.reference-used';
    this.references.add(reference);
    Object.assign(given, { reference, wantsSince: null });
    if (term.time) return null;
    const from = Math.max(this.end(m) ?? 0, this.now);
    term.time = { from, to: this.monthsLater(from, 12) };
    return null;
  }

  private mayGive(m: Member): Rule {
    const state = this.stateOf(m);
    if (state === 'in-breach') return 'membership.in-breach';
    return state === 'granted' || state === 'active' || state === 'renewal-due' ? null : 'membership.over';
  }

  /** The code that was sent is lost: another one takes its place, or the member waits for the next. */
  replaceCode(m: Member, given: Given): Rule {
    if (given.replaced) return 'coupon.none';
    if (given.reference !== null) return 'coupon.redeemed';
    const no = this.mayGive(m);
    if (no) return no;
    if (given.code === null) return 'coupon.none';
    Object.assign(given, { code: null, wantsSince: this.now });
    return null;
  }

  private give(term: Term, kind: Given['kind'], hosting: Hosting): void {
    const fresh = { kind, hosting, wantsSince: this.now, code: null, codes: [], reference: null, replaced: false };
    term.given.push({ nth: this.nth++, ...fresh });
  }

  /** It was the wrong hosting: what they have is replaced by the other one. */
  replaceHosting(m: Member, term: Term, given: Given): Rule {
    const no = this.mayGive(m) ?? (given.replaced ? 'entitlement.replaced' : null);
    if (no) return no;
    Object.assign(given, { replaced: true, code: null, wantsSince: null });
    this.give(term, given.kind === 'second' ? 'second' : 'replacement', otherOf(given.hosting));
    return null;
  }

  resend(given: Given, name: string): Rule {
    if (given.code === null) return 'coupon.none';
    if (given.reference !== null) return 'coupon.redeemed';
    return this.limited(`resend ${name}`, 5) ? 'LIMITED' : null;
  }

  askSecond(m: Member): Rule {
    const no = this.mayGive(m) ?? (m.second ? 'request.open' : null);
    if (!no) m.second = 'open';
    return no;
  }

  /** Somebody other than who asked decides. */
  decideSecond(m: Member, grant: boolean, own: boolean): Rule {
    if (!m.second) return 'request.decided';
    const no = own ? 'request.own' : grant ? this.mayGive(m) : null;
    if (no) return no;
    m.second = null;
    const last = m.terms.at(-1) as Term;
    if (grant) this.give(last, 'second', (mainOf(last) as Given).hosting);
    return null;
  }

  openBreach(m: Member, severe: boolean): Rule {
    if (m.breach) return 'breach.open';
    if (this.mayGive(m)) return 'membership.over';
    if (severe) this.over(m, 'revoked');
    else m.breach = true;
    return null;
  }

  resolveBreach(m: Member, outcome: 'cured' | 'revoked'): Rule {
    if (!m.breach) return 'breach.none';
    if (outcome === 'revoked' && m.ended) return 'membership.over';
    m.breach = false;
    if (outcome === 'revoked') this.over(m, 'revoked');
    return null;
  }

  endMembership(m: Member, as: 'ended' | 'alumni'): Rule {
    if (m.ended) return 'membership.over';
    this.over(m, as);
    return null;
  }

  private over(m: Member, as: 'revoked' | 'ended' | 'alumni'): void {
    m.ended = as;
    for (const given of m.terms.flatMap((t) => t.given)) given.wantsSince = null;
  }

  reinstate(m: Member): Rule {
    if (m.ended !== 'alumni') return 'membership.not-alumni';
    m.ended = null;
    // What waited when they left waits again; the main one of a term that runs was delivered somehow.
    for (const { of, time, given } of m.terms)
      for (const one of of.withdrawn ? [] : given) {
        const delivered =
          one.code !== null || one.reference !== null || (time && one.kind === 'main' && one.codes.length === 0);
        if (!one.replaced && !delivered) one.wantsSince = this.now;
      }
    return null;
  }

  transfer(m: Member): Rule {
    if (m.ended) return 'membership.over';
    if (this.limited(`transfer ${this.members.indexOf(m)}`, 5)) return 'LIMITED';
    m.owner++;
    return null;
  }

  /** What the timetables do: who is due or lapsed is told so once a term, and who was not heard is reminded, of the last day that passed. */
  keep(): void {
    for (const m of this.members) {
      const [state, end] = [this.stateOf(m), this.end(m)];
      if (end === null || m.ended) continue;
      if (state === 'renewal-due' || state === 'lapsed') m.said.add(`${state} ${end}`);
      const passed = REMINDERS.filter((days) => this.now >= end - days * DAY);
      const sent = m.reminded.get(end) ?? [];
      const days = Math.min(...passed);
      if (passed.length === 0 || sent.some((d) => d <= days) || m.breach || this.pending(m) || this.now >= end + GRACE)
        continue;
      m.reminded.set(end, [...sent, days]);
    }
  }

  /** What happens by itself at this moment: decisions take effect, memberships are granted or go on. */
  settle(): void {
    for (const a of this.applied) {
      if (a.decision && !a.decision.settled && this.now >= a.decision.finalAt) a.decision.settled = true;
      if (a.agreedAt !== null && !a.withdrawn && a.term === null) this.grant(a);
    }
  }

  private takeBack(term: Term): void {
    for (const given of term.given) given.wantsSince = null;
    const m = this.memberOf(term);
    if (m.terms[0] === term && !m.ended) this.over(m, 'ended');
  }

  private grant(a: Applied): void {
    if (this.revoked(a)) return;
    // What has ended otherwise than by its time is not renewed: it begins anew.
    const m = a.renews && !a.renews.ended ? a.renews : this.begin();
    a.term = { of: a, time: null, given: [] };
    m.terms.push(a.term);
    this.give(a.term, 'main', a.hosting);
  }

  private begin(): Member {
    const m: Member = {
      terms: [],
      breach: false,
      ended: null,
      second: null,
      owner: 0,
      said: new Set(),
      reminded: new Map(),
    };
    this.members.push(m);
    return m;
  }

  memberOf(term: Term): Member {
    return this.members.find(({ terms }) => terms.includes(term)) as Member;
  }

  /** Those who wait for a code of theirs, the longest first: as many as there are codes get one, at once. */
  served(): Given[] {
    const all = this.members
      .flatMap((m) => m.terms.flatMap((t) => t.given))
      .filter(({ wantsSince }) => wantsSince !== null);
    return HOSTINGS.flatMap((hosting) =>
      all
        .filter((given) => given.hosting === hosting)
        .toSorted((a, b) => (a.wantsSince ?? 0) - (b.wantsSince ?? 0) || a.nth - b.nth)
        .slice(0, this.free[hosting].length),
    );
  }

  stage(a: Applied): Stage {
    if (a.withdrawn) return 'withdrawn';
    if (a.decision?.verdict === 'refused') return 'refused';
    if (a.decision?.verdict === 'approved') {
      if (a.term?.time) return 'active';
      if (a.term && mainOf(a.term)?.code != null) return 'coupon-sent';
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

  stateOf(m: Member): MemberState {
    if (m.ended) return m.ended;
    const end = this.end(m);
    if (end === null) return 'granted';
    if (this.now >= end) return 'lapsed';
    if (m.breach) return 'in-breach';
    return this.now >= end - OPENS ? 'renewal-due' : 'active';
  }
}

export const otherOf = (hosting: Hosting): Hosting => (hosting === 'saas' ? 'self-managed' : 'saas');
/** The one in force that is not a second one. */
export const mainOf = (term: Term): Given | undefined =>
  term.given.find(({ kind, replaced }) => kind !== 'second' && !replaced);
