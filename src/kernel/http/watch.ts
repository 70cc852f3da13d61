import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono, type Context as HonoContext } from 'hono';
import type { House } from '../house.ts';
import { type Metrics, openMetrics } from '../metrics/index.ts';
import type { Socket } from './request-info.ts';

type Health = () => Promise<{ ok: boolean; checks: Record<string, string> }>;

/**
 * `GET /metrics` in Prometheus' text format. With GUILDHALL_METRICS_TOKEN for whoever brings it; without, for this machine alone,
 * and not at all through a proxy.
 */
export function mountMetrics(app: Hono, house: House): void {
  let opened: Promise<Metrics> | null = null;
  app.get('/metrics', async (http) => {
    const refused = refusal(http, house);
    if (refused) return refused;
    opened ??= openMetrics(house);
    const metrics = await opened;
    return http.body(await metrics.text(), 200, { 'Content-Type': metrics.contentType });
  });
}

/** The small application of the second port: /metrics and /healthz, nothing else. */
export function watchApp(house: House, health: Health): Hono {
  const app = new Hono();
  app.get('/healthz', async (http) => {
    const { ok, checks } = await health();
    return http.json({ ok, checks }, ok ? 200 : 503);
  });
  mountMetrics(app, house);
  return app;
}

function refusal(http: HonoContext, house: House): Response | null {
  const token = house.settings.metricsToken;
  if (token !== undefined) {
    const given = /^Bearer (.+)$/i.exec(http.req.header('authorization') ?? '')?.[1];
    if (given !== undefined && same(given, token)) return null;
    return http.text('The metrics are read with the token in GUILDHALL_METRICS_TOKEN.\n', 401, {
      'WWW-Authenticate': 'Bearer realm="metrics"',
    });
  }
  if (isFromHere(http, house)) return null;
  return http.text(
    'The metrics are read from this machine only, and not through a proxy. Set GUILDHALL_METRICS_TOKEN to open them to others.\n',
    403,
  );
}

const LOOPBACK = /^(127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3})$/;
const LOOPBACK_NAME = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;
const OF_PROXIES = ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'forwarded', 'via'];

/**
 * A proxy on this machine connects from it, too, and need not say that it is one. So the request must come from here, to a
 * name of this machine, without a word of a proxy; and where the house is known to others under an address of its own, only
 * the second port, which nobody puts behind a proxy, is believed.
 */
function isFromHere(http: HonoContext, house: House): boolean {
  const socket = (http.env as { incoming?: { socket: Socket } } | undefined)?.incoming?.socket;
  const port = (socket as { localPort?: number } | undefined)?.localPort;
  const own = LOOPBACK_NAME.test(new URL(house.settings.publicUrl).host);
  return (
    LOOPBACK.test(socket?.remoteAddress ?? '') &&
    LOOPBACK_NAME.test(http.req.header('host') ?? '') &&
    OF_PROXIES.every((name) => http.req.header(name) === undefined) &&
    (own || (port !== undefined && port === house.settings.metricsPort))
  );
}

/** Compares without telling by its time how much was right. */
function same(given: string, wanted: string): boolean {
  const [a, b] = [given, wanted].map((text) => createHash('sha256').update(text).digest());
  return timingSafeEqual(a as Buffer, b as Buffer);
}
