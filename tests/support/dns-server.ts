import { createSocket } from 'node:dgram';
import { type Answer, decode, encode } from 'dns-packet';
import { afterAll } from 'vitest';

/** What the server knows of a name. `silent`: it answers nothing; `refuses`: with SERVFAIL. */
export type Zone = Record<
  string,
  { txt?: (string | string[])[]; mx?: [number, string][]; a?: string[]; aaaa?: string[]; silent?: true; refuses?: true }
>;

/** A DNS server on the loopback address, which knows the names of `zone` and no others. Call it at the top of a test file. */
export async function dnsServer(zone: Zone) {
  const socket = createSocket('udp4');
  const asked: string[] = [];
  const state = { zone };
  socket.on('message', (bytes, from) => {
    const query = decode(bytes);
    const [question] = query.questions ?? [];
    if (!question) return;
    const name = question.name.toLowerCase();
    asked.push(`${question.type} ${name}`);
    const known = state.zone[name];
    if (known?.silent) return;
    const rcode = known?.refuses ? 2 : known ? 0 : 3;
    const common = { name: question.name, ttl: 1, class: 'IN' as const };
    const answers: Answer[] =
      question.type === 'TXT'
        ? (known?.txt ?? []).map((data) => ({ ...common, type: 'TXT', data }))
        : question.type === 'MX'
          ? (known?.mx ?? []).map(([preference, exchange]) => ({
              ...common,
              type: 'MX',
              data: { preference, exchange },
            }))
          : question.type === 'A'
            ? (known?.a ?? []).map((data) => ({ ...common, type: 'A', data }))
            : question.type === 'AAAA'
              ? (known?.aaaa ?? []).map((data) => ({ ...common, type: 'AAAA', data }))
              : [];
    // RA and RD, then the code of the answer.
    const flags = 0x0180 | rcode;
    socket.send(
      encode({
        type: 'response',
        id: query.id ?? 0,
        flags,
        questions: [question],
        answers: rcode === 0 ? answers : [],
      }),
      from.port,
      from.address,
    );
  });
  await new Promise<void>((ready) => socket.bind(0, '127.0.0.1', ready));
  afterAll(() => new Promise<void>((closed) => socket.close(closed)));
  return {
    /** As GUILDHALL_DNS_SERVERS takes it. */
    address: `127.0.0.1:${socket.address().port}`,
    /** Every question so far: `TXT example.org`. */
    asked,
    knows: (next: Zone) => {
      state.zone = next;
    },
  };
}
