/** Somebody who reviews: how many undecided applications they have, and when they were last given one by turns. */
export type Turn = { account: string; open: number; lastGiven: Temporal.Instant | null };
/** An application that waits for somebody, with those who must not judge it. */
export type Waiting = { id: string; conflicts: ReadonlySet<string> };

/**
 * Gives applications to reviewers by turns: each goes to who has the fewest, among those to who was given one longest ago, then by id; never
 * to who must not judge it, and never beyond the capacity (null: any number). What nobody can take is left out. The outcome
 * depends on nothing else: not on the order of the reviewers, nor on chance.
 */
export function dealOut(
  applications: readonly Waiting[],
  reviewers: readonly Turn[],
  capacity: number | null,
): { application: string; account: string }[] {
  // Given in this very dealing is later than any instant.
  const hands = reviewers.map((each) => ({ ...each, given: 0 }));
  const dealt: { application: string; account: string }[] = [];
  for (const { id, conflicts } of applications) {
    const next = hands
      .filter((hand) => !conflicts.has(hand.account) && (capacity === null || hand.open < capacity))
      .reduce<(typeof hands)[number] | null>((best, hand) => (best === null || before(hand, best) ? hand : best), null);
    if (!next) continue;
    next.open += 1;
    next.given = dealt.push({ application: id, account: next.account });
  }
  return dealt;
}

type Hand = Turn & { given: number };

function before(one: Hand, other: Hand): boolean {
  if (one.open !== other.open) return one.open < other.open;
  if (one.given !== other.given) return one.given < other.given;
  const [a, b] = [one.lastGiven?.epochMilliseconds ?? 0, other.lastGiven?.epochMilliseconds ?? 0];
  return a === b ? one.account < other.account : a < b;
}

/** Is somebody away today? `until`: the last day away; null: until they say that they are back. */
export const isAway = (away: { until: Temporal.PlainDate | null } | null, today: Temporal.PlainDate): boolean =>
  away !== null && (away.until === null || Temporal.PlainDate.compare(today, away.until) <= 0);
