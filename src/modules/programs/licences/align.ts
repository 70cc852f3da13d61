import { SLOT, type Text } from './texts.ts';

/** A place where file and known text differ: words `[fileFrom, fileTo)` stand where `[textFrom, textTo)` should. */
export type Difference = { fileFrom: number; fileTo: number; textFrom: number; textTo: number };

export type Alignment = {
  /** The words of the file that the text covers, half-open. */
  from: number;
  to: number;
  /** Differences that are not known to be harmless. Empty: the text is there, exactly. */
  differences: Difference[];
  /** Words that agree. */
  agreed: number;
  /** Harmless differences: fewer is closer. */
  tolerated: number;
  /** Words that stand in slots. */
  filled: number;
};

export type Sides = {
  file: Int32Array;
  text: Text;
  /** The file's words `[from, to)` may stand inside a licence text without changing it. */
  mayStand(from: number, to: number): boolean;
  /** These words of the file may fill a slot. */
  mayFill(from: number, to: number): boolean;
  /** The one word may stand for the other. */
  alike(fileWord: number, textWord: number): boolean;
  /** In the closing how-to part: words that cannot turn anything. */
  tame(from: number, to: number): boolean;
};

const reach = 120;
const slotReach = 20;
const enough = 40;

/** Walks both rows from one common place in one direction (`step` 1 or -1). Cost: bounded by the rows' length plus 40 times reach². */
const walk = (sides: Sides, fileStart: number, textStart: number, step: 1 | -1) => {
  const { file, text } = sides;
  const words = text.words;
  const fileEnd = step > 0 ? file.length : -1;
  const textEnd = step > 0 ? words.length : -1;
  const differences: Difference[] = [];
  let agreed = 0;
  let tolerated = 0;
  let filled = 0;
  let i = fileStart;
  let j = textStart;
  let givenUp = false;
  const left = (at: number, end: number) => (end - at) * step;
  const span = (a: number, b: number): [number, number] => (step > 0 ? [a, b] : [b + 1, a + 1]);
  const allOptional = (a: number, b: number) => {
    for (let t = a; t !== b; t += step) if (!text.optional[t]) return false;
    return true;
  };
  /** Whether a few words agree from these places on. */
  const agrees = (f: number, t: number, wanted = 4) => {
    let n = 0;
    for (; n < wanted; n += 1, f += step, t += step) {
      if (t === textEnd || words[t] === SLOT) return n >= 1;
      if (f === fileEnd || file[f] !== words[t]) return false;
    }
    return true;
  };
  while (j !== textEnd) {
    if (words[j] === SLOT) {
      let t = j + step;
      if (t === textEnd) {
        j = t;
        break;
      }
      let k = 0;
      while (k <= slotReach && left(i, fileEnd) >= k && !agrees(i + k * step, t, 3)) k += 1;
      if (k <= slotReach && left(i, fileEnd) >= k) {
        const [a, b] = span(i, i + k * step);
        if (k > 0 && !sides.mayFill(a, b)) differences.push({ fileFrom: a, fileTo: b, textFrom: j, textTo: j + 1 });
        filled += k;
        i += k * step;
      } else if (text.optional[j]) {
        // A copyright line or the like that the file words in its own way: whatever stands there is looked at below.
        while (t !== textEnd && text.optional[t] && !(i !== fileEnd && agrees(i, t, 3))) t += step;
      }
      j = t;
      continue;
    }
    if (i !== fileEnd && file[i] === words[j]) {
      agreed += 1;
      i += step;
      j += step;
      continue;
    }
    if (i === fileEnd) {
      if (!allOptional(j, textEnd)) {
        const [a, b] = span(j, textEnd);
        differences.push({ fileFrom: i, fileTo: i, textFrom: a, textTo: b });
      }
      j = textEnd;
      break;
    }
    if (sides.alike(file[i] ?? -1, words[j] ?? -1)) {
      tolerated += 1;
      i += step;
      j += step;
      continue;
    }
    if (text.optional[j] && words[j + step] === SLOT) {
      tolerated += 1;
      j += step;
      continue;
    }
    const rest = allOptional(j, textEnd);
    const far = rest ? Math.min(reach, 60) : reach;
    let di = -1;
    let dj = -1;
    search: for (let d = 1; d <= far; d += 1) {
      for (let a = 0; a <= d; a += 1) {
        const b = d - a;
        if (left(i, fileEnd) <= a || left(j, textEnd) <= b || words[j + b * step] === SLOT) continue;
        if (agrees(i + a * step, j + b * step)) {
          di = a;
          dj = b;
          break search;
        }
      }
    }
    if (di < 0) {
      if (rest) {
        j = textEnd;
        break;
      }
      // Perhaps a long part that may be missing stands between.
      let t = j;
      while (t !== textEnd && text.optional[t]) t += step;
      if (t !== j && t !== textEnd && agrees(i, t)) {
        j = t;
        continue;
      }
      const [a, b] = span(j, textEnd);
      const [c, d] = span(i, left(i, fileEnd) > 30 ? i + 30 * step : fileEnd);
      differences.push({ fileFrom: c, fileTo: d, textFrom: a, textTo: b });
      givenUp = true;
      break;
    }
    const [a, b] = span(i, i + di * step);
    const [c, d] = span(j, j + dj * step);
    const inTail = c >= text.tail;
    const gone = allOptional(j, j + dj * step);
    if (gone && (di === 0 || sides.mayStand(a, b) || (inTail && di <= 12 && sides.tame(a, b)))) tolerated += 1;
    else if (rest && !inTail) {
      j = textEnd;
      break;
    } else differences.push({ fileFrom: a, fileTo: b, textFrom: c, textTo: d });
    i += di * step;
    j += dj * step;
    if (differences.length > enough) {
      givenUp = true;
      break;
    }
  }
  return { end: i, differences, agreed, tolerated, filled, givenUp };
};

/** Lays a known text over a file from a place where both agree. */
export const align = (sides: Sides, fileAt: number, textAt: number): Alignment => {
  const ahead = walk(sides, fileAt, textAt, 1);
  const back = walk(sides, fileAt - 1, textAt - 1, -1);
  return {
    from: back.end + 1,
    to: ahead.end,
    differences: [...back.differences, ...ahead.differences],
    agreed: ahead.agreed + back.agreed,
    tolerated: ahead.tolerated + back.tolerated,
    filled: ahead.filled + back.filled,
  };
};
