import { useEffect, useState } from 'react';

/** Seconds until an instant (ISO), counted down twice a second; 0 once it has passed, and for null. */
export function useSecondsUntil(instant: string | null): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (instant === null) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [instant]);
  return instant === null ? 0 : Math.max(0, (Date.parse(instant) - now) / 1000);
}
