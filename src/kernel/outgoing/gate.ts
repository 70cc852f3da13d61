import { lookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, buildConnector } from 'undici';
import { bareHost, isPublicAddress } from './addresses.ts';
import { asOutgoingFault, OutgoingFault } from './fault.ts';

export type ResolvedAddress = { address: string; family: 4 | 6 };
/** Asks the name service; answers every address of the name. */
export type Resolve = (hostname: string) => Promise<ResolvedAddress[]>;

/**
 * The one way out: it knows which places may be reached and connects to nowhere else. Open one per process (or per
 * test) and close it when done; connections to checked addresses are kept alive and used again.
 */
export type Gate = {
  /** `host` or `host:port` of places the operator allows although they are private or speak plain http. */
  readonly allowHosts: readonly string[];
  /** Undici's dispatcher whose every connection goes to an address that was checked when it was made. */
  readonly agent: Agent;
  /** Throws `OutgoingFault('refused-address')` unless scheme, host and port may be asked at all; no network. */
  admit(url: string | URL): URL;
  /** The checked addresses of a host, resolved once, now. Throws `refused-address` if any of them is not public. */
  locate(url: URL): Promise<ResolvedAddress[]>;
  close(): Promise<void>;
};

export type GateOptions = { allowHosts?: readonly string[]; resolve?: Resolve; connectTimeoutMs?: number };

const askNameService: Resolve = async (hostname) => {
  const found = await lookup(hostname, { all: true, order: 'verbatim' });
  return found.map((one) => ({ address: one.address, family: one.family === 6 ? 6 : 4 }));
};

function refuse(reason: string): never {
  throw new OutgoingFault('refused-address', reason);
}

/** Is the place on the operator's list? An entry without a port means the scheme's own port only. */
export function isAllowedHost(allowHosts: readonly string[], url: URL): boolean {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return allowHosts.some((entry) => {
    const wanted = entry.trim().toLowerCase();
    return wanted === `${url.hostname}:${port}` || (url.port === '' && wanted === url.hostname);
  });
}

/** Opens the gate. `resolve` is for tests; the system's name service is the default. */
export function openGate(options: GateOptions = {}): Gate {
  const allowHosts = options.allowHosts ?? [];
  const resolve = options.resolve ?? askNameService;
  const connectTimeoutMs = options.connectTimeoutMs ?? 10_000;

  function admit(input: string | URL): URL {
    if (!URL.canParse(String(input))) refuse('not a URL');
    const url = new URL(String(input));
    if (url.protocol !== 'https:' && url.protocol !== 'http:') refuse(`scheme ${url.protocol}`);
    if (url.username !== '' || url.password !== '') refuse('credentials in the address');
    if (isAllowedHost(allowHosts, url)) return url;
    if (url.protocol !== 'https:') refuse('plain http');
    // Low ports other than https belong to mail, remote shells and the like; no web place of a stranger lives there.
    if (url.port !== '' && Number(url.port) < 1024) refuse(`port ${url.port}`);
    const host = bareHost(url.hostname);
    if (isIP(host) !== 0 ? !isPublicAddress(host) : !host.replace(/\.$/, '').includes('.')) refuse(`host ${host}`);
    return url;
  }

  async function locate(url: URL): Promise<ResolvedAddress[]> {
    const host = bareHost(url.hostname);
    const literal = isIP(host);
    const addresses: ResolvedAddress[] =
      literal !== 0
        ? [{ address: host, family: literal === 6 ? 6 : 4 }]
        : await resolve(host).catch((error) => {
            throw asOutgoingFault(error);
          });
    if (addresses.length === 0) throw new OutgoingFault('network', `${host} has no address`);
    if (isAllowedHost(allowHosts, url)) return addresses;
    // One private address among public ones is how a rebinding answer looks: refuse them all.
    for (const one of addresses) if (!isPublicAddress(one.address)) refuse(`${host} is ${one.address}`);
    return addresses;
  }

  const agent = new Agent({
    keepAliveTimeout: 4_000,
    connect: (place, callback) => {
      const url = new URL(
        `${place.protocol}//${place.hostname.includes(':') && !place.hostname.startsWith('[') ? `[${place.hostname}]` : place.hostname}${place.port ? `:${place.port}` : ''}`,
      );
      locate(admit(url)).then(
        (addresses) => {
          // The lookup answers from what was just checked, so the name is never asked a second time for this connection.
          const pinned: LookupFunction = (_name, asked, answer) => {
            if (asked.all) answer(null, addresses);
            else answer(null, addresses[0]!.address, addresses[0]!.family);
          };
          buildConnector({
            lookup: pinned,
            timeout: connectTimeoutMs,
            allowH2: false,
            autoSelectFamily: true,
            port: 0,
          })(place, callback);
        },
        (error: unknown) => callback(asOutgoingFault(error), null),
      );
    },
  });

  return { allowHosts, agent, admit, locate, close: () => agent.destroy() };
}
