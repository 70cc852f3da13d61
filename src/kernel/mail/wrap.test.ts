import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wrapped } from './wrap.ts';

test('Japanese is broken between words, never before a closing mark nor after an opening one', () => {
  const line =
    '申請状況ページでは、現在の状況と、お願いしたいお手続きをいつでも確認できます。次のお手続きは、「トークン」を（プロジェクトに）置いていただくことです。';
  const lines = wrapped(line).split('\n');
  expect(lines.join('')).toBe(line);
  expect(lines.length).toBeGreaterThan(1);
  for (const each of lines) {
    expect(each.length).toBeLessThanOrEqual(38);
    expect(each).not.toMatch(/^[、。」）ー]|[「（]$/);
  }
  expect(lines[0]?.length).toBeGreaterThan(30);
});

test('an ending is not parted from its word', () => {
  for (const n of Array.from({ length: 20 }, (_, at) => at)) {
    const lines = wrapped(`${'長'.repeat(20 + n)}確認できます。申請された方にお送りしています。`).split('\n');
    for (const line of lines.slice(1)) expect(line).not.toMatch(/^(できます|ます|された|れた|た|に|しています|て|い)/);
  }
});

test('addresses stay whole, short and indented lines as they are', () => {
  const address = `https://guild.example/a/${'k'.repeat(90)}?lang=ja`;
  expect(wrapped(`    ${address}`)).toBe(`    ${address}`);
  expect(wrapped(`次のページで利用してください：${address}`)).toBe(`次のページで利用してください：\n${address}`);
  expect(wrapped('短い行。\n-- \nもう一行。')).toBe('短い行。\n-- \nもう一行。');
  expect(
    wrapped(`Hello ${'word '.repeat(30)}end`)
      .split('\n')
      .every((each) => each.length <= 76),
  ).toBe(true);
});

test('nothing but spaces is lost, whatever stands there', () => {
  const text = fc.string({
    unit: fc.constantFrom('あ', '漢', '、', '「', 'a', ' ', '\n', 'ー', '/', '😀'),
    maxLength: 300,
  });
  const letters = (each: string) => each.replace(/\s/g, '');
  fc.assert(fc.property(text, (each) => letters(wrapped(each)) === letters(each)));
});
