import { expect, test } from 'vitest';
import { cookieName, ownCookies } from './cookies.ts';

test('over https our cookies carry the prefix, and those without it are nobody’s', () => {
  expect(cookieName('guildhall_session', true)).toBe('__Host-guildhall_session');
  expect(ownCookies('theme=dark; __Host-guildhall_session=a;guildhall_session=b; guildhall_step=c', true)).toBe(
    'theme=dark; guildhall_session=a',
  );
  expect(ownCookies('__Host-__Host-guildhall_session=a', true)).not.toMatch(/(^|; )guildhall_session=/);
  expect(ownCookies(null, true)).toBeNull();
});

test('over plain http they have their bare names', () => {
  expect(cookieName('guildhall_session', false)).toBe('guildhall_session');
  expect(ownCookies('guildhall_session=b', false)).toBe('guildhall_session=b');
});
