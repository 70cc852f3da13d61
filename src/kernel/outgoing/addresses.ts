import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** IPv6 ranges inside 2000::/3 that ipaddr.js does not name: IETF protocol assignments (with Teredo, ORCHID), 6to4, documentation. */
const special6: [ipaddr.IPv6, number][] = [
  [ipaddr.IPv6.parse('2001::'), 23],
  [ipaddr.IPv6.parse('2001:db8::'), 32],
  [ipaddr.IPv6.parse('2002::'), 16],
  [ipaddr.IPv6.parse('3fff::'), 20],
];
/** The well-known prefix; 64:ff9b:1::/48 is for local use. */
const nat64: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('64:ff9b::'), 96];
const globalUnicast6: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('2000::'), 3];

/**
 * Is this IP address plainly a public unicast one? Written as a name service answers it (no brackets, no zone, four
 * decimal parts for IPv4); anything else, such as `0x7f.1`, `127.1`, `2130706433` or `fe80::1%eth0`, is not an address
 * and so not public. An IPv6 address that carries an IPv4 one by mapping or NAT64 is as public as that IPv4 address;
 * 6to4, Teredo and IPv4-compatible addresses are never public. Total: never throws.
 */
export function isPublicAddress(ip: string): boolean {
  const family = isIP(ip);
  if (family === 0 || ip.includes('%')) return false;
  if (family === 4) return isPublic4(ipaddr.IPv4.parse(ip));
  // ipaddr.js takes `::8.8.8.8` for a mapped address; spelled in hexadecimal by the URL parser there is no such mistake.
  const address = ipaddr.IPv6.parse(bareHost(new URL(`http://[${ip}]`).hostname));
  if (address.isIPv4MappedAddress()) return isPublic4(address.toIPv4Address());
  if (address.match(nat64)) return isPublic4(new ipaddr.IPv4(address.toByteArray().slice(12)));
  return (
    address.range() === 'unicast' && address.match(globalUnicast6) && !special6.some((range) => address.match(range))
  );
}

function isPublic4(address: ipaddr.IPv4): boolean {
  return address.range() === 'unicast';
}

/** The host part of a URL without the brackets of an IPv6 address. */
export function bareHost(hostname: string): string {
  return hostname.startsWith('[') && hostname.endsWith(']') ? hostname.slice(1, -1) : hostname;
}
