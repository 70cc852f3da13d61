import { describe, expect, test } from 'vitest';
import { portAfter, smtpForm, smtpInput } from './smtpForm.ts';

const kept = {
  host: 'mail.example.org',
  port: 2525,
  security: 'tls',
  user: 'house',
  hasPassword: true,
  fromAddress: 'programs@example.org',
  fromName: 'Marble Works',
  replyTo: null,
  dkimSelector: null,
} as const;

describe('the form of the mail server', () => {
  test('says again what is kept, and leaves the password out unless one is typed', () => {
    const { hasPassword: _, ...settings } = kept;
    expect(smtpInput(smtpForm(kept, ''))).toEqual(settings);
    expect(smtpInput({ ...smtpForm(kept, ''), password: ' s3cret ' }).password).toBe(' s3cret ');
  });

  test('without sign-in neither user nor password is sent, whatever was typed before', () => {
    const input = smtpInput({ ...smtpForm(kept, ''), signsIn: false, password: 'x' });
    expect(input.user).toBeNull();
    expect(input).not.toHaveProperty('password');
  });

  test('begins with the usual port and the name of the organisation', () => {
    expect(smtpForm(null, 'Marble Works')).toMatchObject({
      port: '587',
      security: 'starttls',
      fromName: 'Marble Works',
    });
  });

  test('a usual port follows the encryption, one of somebody’s own stays', () => {
    expect(portAfter('587', 'tls')).toBe('465');
    expect(portAfter('', 'none')).toBe('25');
    expect(portAfter('2525', 'tls')).toBe('2525');
  });
});
