import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { describe, expect, test } from 'vitest';
import { isPublicAddress } from './addresses.ts';

describe('isPublicAddress', () => {
  test.each([
    '8.8.8.8',
    '1.1.1.1',
    '140.82.121.3',
    '172.65.251.78',
    '100.63.255.255',
    '100.128.0.0',
    '172.15.255.255',
    '172.32.0.0',
    '223.255.255.255',
    '2606:50c0:8000::153',
    '2a00:1450:4001::200e',
    '::ffff:8.8.8.8',
    '64:ff9b::808:808',
  ])('%s is public', (ip) => {
    expect(isPublicAddress(ip)).toBe(true);
  });

  test.each([
    ['this network', '0.0.0.0'],
    ['this network', '0.1.2.3'],
    ['loopback', '127.0.0.1'],
    ['loopback', '127.255.255.254'],
    ['private', '10.0.0.1'],
    ['private', '172.16.0.1'],
    ['private', '172.31.255.255'],
    ['private', '192.168.1.1'],
    ['cloud metadata', '169.254.169.254'],
    ['carrier NAT', '100.64.0.1'],
    ['carrier NAT', '100.127.255.255'],
    ['protocol assignments', '192.0.0.8'],
    ['documentation', '192.0.2.1'],
    ['documentation', '198.51.100.7'],
    ['documentation', '203.0.113.9'],
    ['6to4 relay', '192.88.99.1'],
    ['benchmarking', '198.18.0.1'],
    ['benchmarking', '198.19.255.255'],
    ['multicast', '224.0.0.1'],
    ['multicast', '239.255.255.250'],
    ['reserved', '240.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['unspecified', '::'],
    ['loopback', '::1'],
    ['link local', 'fe80::1'],
    ['link local with zone', 'fe80::1%eth0'],
    ['zone on a public one', '2606:50c0::1%1'],
    ['site local', 'fec0::1'],
    ['unique local', 'fc00::1'],
    ['unique local', 'fd12::1'],
    ['multicast', 'ff02::1'],
    ['mapped loopback', '::ffff:127.0.0.1'],
    ['mapped, in hex', '::ffff:7f00:1'],
    ['mapped metadata', '::ffff:a9fe:a9fe'],
    ['compatible', '::127.0.0.1'],
    ['compatible public', '::8.8.8.8'],
    ['translated', '::ffff:0:10.0.0.1'],
    ['NAT64 private', '64:ff9b::10.0.0.1'],
    ['NAT64 metadata', '64:ff9b::a9fe:a9fe'],
    ['local NAT64', '64:ff9b:1::808:808'],
    ['6to4 of private', '2002:a00:1::'],
    ['6to4 of public', '2002:808:808::1'],
    ['Teredo', '2001:0:7f00:1::1'],
    ['ORCHID', '2001:20::1'],
    ['documentation', '2001:db8::1'],
    ['documentation', '3fff::1'],
    ['discard', '100::1'],
    ['segment routing', '5f00::1'],
    ['unassigned', '4000::1'],
    ['decimal', '2130706433'],
    ['short', '127.1'],
    ['hex', '0x7f.0.0.1'],
    ['octal', '0177.0.0.1'],
    ['decimal public', '134744072'],
    ['octal public', '010.8.8.8'],
    ['brackets', '[::1]'],
    ['empty', ''],
    ['words', 'localhost'],
    ['space', '8.8.8.8 '],
  ])('%s %s is not public', (_what, ip) => {
    expect(isPublicAddress(ip)).toBe(false);
  });

  const byte = fc.integer({ min: 0, max: 255 });
  const v4 = fc.tuple(byte, byte, byte, byte);

  test('carrying an IPv4 address by mapping or NAT64 changes nothing about it', () => {
    fc.assert(
      fc.property(v4, (octets) => {
        const plain = octets.join('.');
        expect(isPublicAddress(`::ffff:${plain}`)).toBe(isPublicAddress(plain));
        expect(isPublicAddress(`64:ff9b::${plain}`)).toBe(isPublicAddress(plain));
        expect(isPublicAddress(`::${plain}`)).toBe(false);
      }),
    );
  });

  test('an IPv6 address is judged the same however it is written', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
        const address = new ipaddr.IPv6([...bytes]);
        expect(isPublicAddress(address.toNormalizedString())).toBe(isPublicAddress(address.toRFC5952String()));
        if (
          (bytes[0]! & 0xe0) !== 0x20 &&
          !address.isIPv4MappedAddress() &&
          !address.match(ipaddr.IPv6.parse('64:ff9b::'), 96)
        )
          expect(isPublicAddress(address.toString())).toBe(false);
      }),
    );
  });

  test('private blocks stay private in every member, and any text gets an answer', () => {
    fc.assert(
      fc.property(
        byte,
        byte,
        byte,
        (a, b, c) => !isPublicAddress(`10.${a}.${b}.${c}`) && !isPublicAddress(`127.${a}.${b}.${c}`),
      ),
    );
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.ipV4Extended(), fc.ipV6()),
        (text) => typeof isPublicAddress(text) === 'boolean',
      ),
    );
  });
});
