import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sign, signedHeaders } from '#kernel/webhooks/signature.ts';

export type Said = { status: string; feedback?: string };
export type TestVerifier = {
  url: string;
  host: string;
  /** What it was sent: every request, signed rightly or not. */
  heard: { method: string; path: string; body: string; signed: boolean }[];
  /** What it answers when asked how a verification stands, by tracking id. */
  stands: Map<string, Said>;
  /** Answers that stand in for its own; null: its own. */
  instead: { status: number; body: string } | null;
  secret: string;
  /** A webhook as it would send it. */
  webhook(tracking: string, said: Said, at: Temporal.Instant, change?: { id?: string; secret?: string }): RequestInit;
  close(): Promise<void>;
};

/** A verifier that speaks the protocol of docs/guides/verifiers.md, on a port of its own. */
export async function testVerifier(): Promise<TestVerifier> {
  let count = 0;
  const verifier: TestVerifier = {
    url: '',
    host: '',
    heard: [],
    stands: new Map(),
    instead: null,
    secret: '',
    webhook: (tracking, said, at, { id = `msg_${++count}`, secret = verifier.secret } = {}) => {
      const body = JSON.stringify({ tracking_id: tracking, ...said });
      const headers = signedHeaders([secret], id, Math.floor(at.epochMilliseconds / 1000), body);
      return { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } };
    },
    close: () => new Promise((done) => server.close(() => done())),
  };
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request) body += piece;
    const { method = '', url: path = '', headers } = request;
    const [id, time] = [String(headers['webhook-id'] ?? ''), Number(headers['webhook-timestamp'])];
    const signed = verifier.secret !== '' && headers['webhook-signature'] === sign(verifier.secret, id, time, body);
    verifier.heard.push({ method, path, body, signed });
    const answer = (status: number, json: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(typeof json === 'string' ? json : JSON.stringify(json));
    };
    if (verifier.instead) return answer(verifier.instead.status, verifier.instead.body);
    if (!signed) return answer(401, {});
    if (method === 'POST' && path === '/api/verifications') {
      const { tracking_id: tracking } = JSON.parse(body) as { tracking_id: string };
      return answer(201, { url: `${verifier.url}/go/${tracking}` });
    }
    const said = verifier.stands.get(path.split('/').at(-1) ?? '');
    return said ? answer(200, said) : answer(404, {});
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  verifier.host = `127.0.0.1:${port}`;
  verifier.url = `http://${verifier.host}/api`;
  return verifier;
}
