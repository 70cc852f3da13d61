/** Chance that falls the same way each time: the whole story follows from one number. */
export type Chance = {
  /** A number from 0 up to, not including, 1. */
  next: () => number;
  /** True so often: 0.3 means three times in ten. */
  is: (share: number) => boolean;
  /** A whole number from `least` through `most`. */
  between: (least: number, most: number) => number;
  of: <T>(things: readonly T[]) => T;
  /** One of the keys, each as often as its weight says. */
  weighed: <K extends string | number>(weights: readonly (readonly [K, number])[]) => K;
};

/** Mulberry32: small, quick, and good enough to invent people with. */
export function chance(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const of = <T>(things: readonly T[]): T => things[Math.floor(next() * things.length)] as T;
  return {
    next,
    is: (share) => next() < share,
    between: (least, most) => least + Math.floor(next() * (most - least + 1)),
    of,
    weighed: (weights) => {
      let left = next() * weights.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [key, weight] of weights) {
        left -= weight;
        if (left < 0) return key;
      }
      return (weights.at(-1) as (typeof weights)[number])[0];
    },
  };
}
