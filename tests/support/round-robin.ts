import { once } from 'node:events';
import { Agent, createServer, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * A small proxy as the simplest ones are: requests go round the nodes whose /healthz said 200 when it looked last (every `lookMs`), over
 * connections that it keeps. It tries nothing again: what a node does not answer is a 502 for the client.
 */
export async function roundRobin(nodes: readonly { name: string; url: string }[], lookMs = 150) {
  const agent = new Agent({ keepAlive: true, maxSockets: 20 });
  const ready = new Set<string>();
  const answered: Record<string, number> = {};
  const failures: string[] = [];
  let turn = 0;
  let looking = true;

  const look = async (node: { name: string; url: string }) => {
    while (looking) {
      const well = await fetch(`${node.url}/healthz`, { signal: AbortSignal.timeout(2000) }).then(
        (answer) => answer.ok,
        () => false,
      );
      if (well) ready.add(node.name);
      else ready.delete(node.name);
      await sleep(lookMs);
    }
  };
  const looks = nodes.map(look);

  const server = createServer((incoming, outgoing) => {
    const able = nodes.filter(({ name }) => ready.has(name));
    const node = able[turn++ % Math.max(1, able.length)];
    const fail = (words: string) => {
      failures.push(`${incoming.method} ${incoming.url}: ${words}`);
      if (!outgoing.headersSent) outgoing.writeHead(502);
      outgoing.end();
    };
    if (!node) return fail('no node is ready');
    const { hostname, port } = new URL(node.url);
    const forwarded = request(
      { hostname, port, path: incoming.url, method: incoming.method, headers: incoming.headers, agent },
      (answer) => {
        answered[node.name] = (answered[node.name] ?? 0) + 1;
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
        answer.on('error', (error) => fail(`${node.name} broke off: ${error.message}`));
      },
    );
    forwarded.on('error', (error) => fail(`${node.name}: ${error.message}`));
    incoming.pipe(forwarded);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };

  return {
    url: `http://127.0.0.1:${port}`,
    /** Nodes that it sends requests to at this moment. */
    ready: (): readonly string[] => [...ready].sort(),
    /** Answers so far, by node. */
    answered: (): Readonly<Record<string, number>> => ({ ...answered }),
    /** Requests that got no whole answer from their node. */
    failures: (): readonly string[] => failures,
    close: async () => {
      looking = false;
      await Promise.all(looks);
      agent.destroy();
      server.close();
      server.closeAllConnections();
    },
  };
}
