import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldedAddress, headerText, mailAddress, needsUtf8, oneLine, UnfitForMail } from './address.ts';

describe('a mail address', () => {
  test.each([
    ['ada@example.org', 'ada@example.org'],
    [' Ada.Love+x@Example.ORG ', 'Ada.Love+x@example.org'],
    ['ada@bücher.example', 'ada@xn--bcher-kva.example'],
    ['ada@xn--bcher-kva.example', 'ada@xn--bcher-kva.example'],
    ['дмитрий@пример.рф', 'дмитрий@xn--e1afmkfd.xn--p1ai'],
    ["o'hara@sub.a-b.example", "o'hara@sub.a-b.example"],
    ['a@EXAMPLE。org', 'a@example.org'],
  ])('%j is %j', (written, address) => {
    expect(mailAddress(written)).toBe(address);
  });

  test.each([
    '',
    'ada',
    '@example.org',
    'ada@',
    'ada@localhost',
    'ada@@example.org',
    'a b@example.org',
    'ada@exa mple.org',
    'ada@-x.org',
    'ada@example..org',
    '.ada@example.org',
    'ada.@example.org',
    'a..b@example.org',
    'ada@[127.0.0.1]',
    'ada@127.0.0.1',
    '"a b"@example.org',
    'Ada <ada@example.org>',
    'ada@example.org,bob@example.org',
    'ada@example.org\r\nBcc: x@example.org',
    'ada@example.org\u0000',
    'a\u202eb@example.org',
    'ada@example.org\u2028x',
    'ada@example.123',
    `${'a'.repeat(65)}@example.org`,
    `a@${'b.'.repeat(140)}org`,
    'x'.repeat(100_000),
    'ada@ex_ample.org',
    'ada@example.org>',
    '<ada@example.org',
    'ada;bob@example.org',
    'ada(x)@example.org',
  ])('%j is none', (written) => {
    expect(() => mailAddress(written)).toThrow(UnfitForMail);
  });

  test('what is taken holds nothing that could end a header or an SMTP command (property)', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.emailAddress(),
          fc.tuple(fc.string({ unit: 'grapheme' }), fc.domain()).map(([local, domain]) => `${local}@${domain}`),
        ),
        (written) => {
          let address: string;
          try {
            address = mailAddress(written);
          } catch (error) {
            if (!(error instanceof UnfitForMail)) throw error;
            return;
          }
          expect(address).not.toMatch(/[\p{Cc}\s<>,;:"()[\]\\]/u);
          expect(mailAddress(address)).toBe(address);
        },
      ),
      { numRuns: 3000 },
    );
  });

  test('folds letters and nothing else', () => {
    expect(foldedAddress('Ada.L+x@EXAMPLE.org')).toBe('ada.l+x@example.org');
    expect(needsUtf8('дмитрий@example.org')).toBe(true);
    expect(needsUtf8('ada@example.org')).toBe(false);
  });
});

describe('header text', () => {
  test.each(['a\r\nBcc: x', 'a\nb', 'a\rb', 'a\u0000', 'a\u0085b', 'a\u2028b', 'a\u202eb', 'x'.repeat(201)])(
    '%j is refused',
    (text) => {
      expect(() => headerText(text, 'The subject', 200)).toThrow(UnfitForMail);
    },
  );

  test('one line is made of anything', () => {
    expect(oneLine(' a\r\n\tb\u2028c\u202e ', 80)).toBe('a b c');
    expect(oneLine('😀'.repeat(10), 5)).toBe('😀😀😀😀…');
  });
});
