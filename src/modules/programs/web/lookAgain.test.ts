import { expect, test } from 'vitest';
import { lookAgain } from './lookAgain.ts';

const NOW = Date.parse('2026-03-02T12:00:00Z');
const ago = (seconds: number) => new Date(NOW - seconds * 1000).toISOString();
const told = (more: object) => ({
  stage: 'review',
  since: ago(5),
  checkList: [{ state: 'passed', askedAt: ago(5), finishedAt: ago(1) as string | null }],
  decision: null,
  ...more,
});

test('a page on which nothing runs does not look again', () => {
  expect(lookAgain(undefined, NOW)).toBe(false);
  expect(lookAgain(told({}), NOW)).toBe(false);
  expect(lookAgain(told({ decision: { settled: true, finalAt: ago(1) } }), NOW)).toBe(false);
});

test('checks that have just begun are looked at every two seconds, old ones every minute', () => {
  expect(lookAgain(told({ stage: 'checking' }), NOW)).toBe(2000);
  expect(lookAgain(told({ stage: 'checking', since: ago(100) }), NOW)).toBe(10_000);
  expect(lookAgain(told({ stage: 'checking', since: ago(12 * 3600) }), NOW)).toBe(60_000);
});

test('a check that was asked for again counts from then', () => {
  const checkList = [{ state: 'running', askedAt: ago(3), finishedAt: null }];
  expect(lookAgain(told({ since: ago(12 * 3600), checkList }), NOW)).toBe(2000);
});

test('a check that waits for something outside is nobody’s to wait for', () => {
  const waiting = { state: 'waiting', askedAt: ago(60), finishedAt: ago(30) };
  expect(lookAgain(told({ stage: 'checking', checkList: [waiting] }), NOW)).toBe(false);
  const running = { state: 'running', askedAt: ago(3), finishedAt: null };
  expect(lookAgain(told({ stage: 'checking', checkList: [waiting, running] }), NOW)).toBe(2000);
  expect(lookAgain(told({ stage: 'checking', checkList: [{ ...waiting, finishedAt: null }] }), NOW)).toBe(2000);
});

test('a decision is looked at when it takes effect', () => {
  const at = (seconds: number) => told({ stage: 'checking', decision: { settled: false, finalAt: ago(-seconds) } });
  expect(lookAgain(at(600), NOW)).toBe(20_000);
  expect(lookAgain(at(5), NOW)).toBe(5800);
  expect(lookAgain(at(-60), NOW)).toBe(1500);
});
