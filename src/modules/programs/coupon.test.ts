import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endingOf, foldCode, readCouponList } from './coupon.ts';

describe('a list of codes', () => {
  test('is one column without a header; byte-order mark, quotes and empty lines are allowed', () => {
    expect(readCouponList('\uFEFFABCD-1\r\n"ABCD-2"\n\n  ABCD-3 \r').lines.map((l) => [l.line, l.code])).toEqual([
      [1, 'ABCD-1'],
      [2, 'ABCD-2'],
      [4, 'ABCD-3'],
    ]);
  });

  test('leaves out what is not one code, and says the line and why', () => {
    const { lines, leftOut } = readCouponList('coupon code\nABCD-1,used\n=HYPERLINK("x")\nabc\nABCD-9\nabcd-9\n');
    expect(lines.map((l) => l.code)).toEqual(['ABCD-9']);
    expect(leftOut.map((l) => l.line)).toEqual([1, 2, 3, 4, 6]);
    expect(leftOut[4]?.why).toContain('line 5');
  });

  test('never keeps two codes that fold to one, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const { lines } = readCouponList(text);
        expect(new Set(lines.map((l) => foldCode(l.code))).size).toBe(lines.length);
      }),
    );
  });

  test('shows the end of a code only', () => {
    expect(endingOf('SECRET-1234')).toBe('…1234');
    expect(endingOf('1234')).not.toContain('1234');
  });
});
