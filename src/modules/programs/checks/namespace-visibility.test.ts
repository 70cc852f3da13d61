import { afterAll, afterEach, expect, test } from 'vitest';
import { parseRepositoryAddress, repositoryKey } from '#modules/connectors';
import { forges } from '#tests/support/forges.ts';
import { forgeAccess, hiddenAt } from '../../connectors/forge-access.ts';
import { type Net, netFrom } from '../../connectors/net.ts';
import type { Checked } from './check.ts';
import { checkedOf, runAlone } from './fixtures.ts';
import { namespaceVisibilityCheck } from './namespace-visibility.ts';

const forge = await forges();
const nets: Net[] = [];
afterAll(() => forge.close());
afterEach(async () => {
  for (const net of nets.splice(0)) await net.close();
});
const netOf = (kind: 'gitlabHosts' | 'githubHosts') => {
  const net = netFrom({ allowPrivateHosts: [forge.host], [kind]: [forge.host] });
  nets.push(net);
  return net;
};
/** A GitLab whose group has so many public projects; to a maintainer it says how many it hides. */
function group(open: number, hidden: Record<string, number> = {}) {
  forge.intercept = (request, response) => {
    const url = new URL(request.url ?? '/', forge.origin);
    const json = (body: unknown, headers: Record<string, string> = {}) => {
      response.writeHead(200, { 'content-type': 'application/json', ...headers });
      response.end(JSON.stringify(body));
      return true;
    };
    const visibility = url.searchParams.get('visibility') ?? '';
    if (/\/groups\/marble\/members\/all\/7$/.test(url.pathname)) return json({ access_level: 50 });
    if (/\/groups\/marble\/projects$/.test(url.pathname)) {
      if (visibility !== 'public') return json([], { 'x-total': String(hidden[visibility] ?? 0) });
      return json(
        Array.from({ length: open }, (_, n) => ({ path_with_namespace: `marble/p${n}`, visibility: 'public' })),
      );
    }
    if (/\/groups\/marble$/.test(url.pathname)) return json({ id: 1, full_path: 'marble', visibility: 'public' });
    return false;
  };
}
const told = (
  net: Net,
  path: string,
  forgeProofs: Checked['forgeProofs'] = [],
  rules = { mostPrivate: 1, leastPublic: 1 },
) =>
  runAlone(
    namespaceVisibilityCheck,
    checkedOf({
      namespaceUrl: `${forge.origin}/${path}`,
      forgeProofs,
      requirements: [{ check: 'namespace-visibility', words: 'Public.', with: rules }],
    }),
    { net },
  );

async function signedIn(net: Net): Promise<Checked['forgeProofs']> {
  const place = parseRepositoryAddress(`${forge.origin}/marble`, net);
  const at = { forge: 'gitlab' as const, origin: forge.origin, token: 'x' };
  const user = { id: '7', name: 'ada' };
  const hidden = await hiddenAt(net, at, user, await forgeAccess(net, at, user, [place]));
  return hidden.map(({ source, ...one }) => ({
    ...{ place: repositoryKey(one.place), proves: true, hidden: one.hidden, words: 'ada signed in', source },
    at: net.now(),
  }));
}

test('what strangers cannot see is not guessed', async () => {
  const net = netOf('gitlabHosts');
  group(3);
  for (const path of ['marble', 'marble/p1']) {
    const { state, evidence } = await told(net, path);
    expect([state, evidence.map(({ finding }) => finding)]).toEqual(['unsure', ['good', 'unclear']]);
    expect(evidence[0]?.words).toBe('Public repositories: 3, at least 1 asked for.');
  }
});

test.each([
  [{ private: 1 }, 'passed', 1],
  [{}, 'passed', 0],
  [{ private: 1, internal: 1 }, 'failed', 2],
])('a maintainer who signed in shows that %j are hidden: %s', async (hidden, state, count) => {
  const net = netOf('gitlabHosts');
  group(3, hidden);
  const outcome = await told(net, 'marble', await signedIn(net));
  expect([outcome.state, outcome.evidence[1]?.words]).toEqual([
    state,
    `Repositories that strangers cannot see: ${count}, at most 1 allowed.`,
  ]);
});

test('a namespace without public repositories fails, whoever signed in', async () => {
  const net = netOf('gitlabHosts');
  group(0);
  expect((await told(net, 'marble', await signedIn(net))).state).toBe('failed');
  expect((await told(net, 'marble', await signedIn(net), { mostPrivate: 0, leastPublic: 0 })).state).toBe('passed');
});

test('without a namespace nothing is claimed', async () => {
  const outcome = await runAlone(namespaceVisibilityCheck, checkedOf({ namespaceUrl: null }), {
    net: netOf('gitlabHosts'),
  });
  expect(outcome.state).toBe('unsure');
});
