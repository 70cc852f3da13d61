type Told = {
  stage: string;
  since: string;
  checkList: readonly { state: string; askedAt: string; finishedAt: string | null }[];
  decision: { settled: boolean; finalAt: string } | null;
};

const OFTEN = 2000;
const SELDOM = 60_000;

/**
 * After how many milliseconds the page of an application looks again because something is about to change by itself: checks at
 * work, a decision about to take effect. False where nothing is. What has been at work for long is asked about less and less often.
 */
export function lookAgain(told: Told | undefined, now: number): number | false {
  if (!told) return false;
  const { decision, checkList } = told;
  if (decision && !decision.settled) {
    return Math.max(1500, Math.min(20_000, Date.parse(decision.finalAt) - now + 800));
  }
  const running = checkList.filter(({ state }) => state === 'running');
  // One that was looked at and waits for something outside is not looked at again by itself.
  const waits = checkList.some(({ state, finishedAt }) => state === 'waiting' && finishedAt !== null);
  if (running.length === 0 && (told.stage !== 'checking' || waits)) return false;
  const begun = Math.max(Date.parse(told.since), ...running.map(({ askedAt }) => Date.parse(askedAt)));
  return Math.max(OFTEN, Math.min(SELDOM, (now - begun) / 10));
}
