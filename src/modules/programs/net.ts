import type { House } from '#kernel/house.ts';
import { type Net, netFrom } from '#modules/connectors';

const nets = new WeakMap<House, Net>();

/** The house's way to forges; opened at first use, once a house. */
export function netOf(house: House): Net {
  const known = nets.get(house);
  if (known) return known;
  const net = netFrom({
    allowPrivateHosts: house.settings.allowPrivateHosts,
    now: () => house.clock.now(),
    gate: house.gate,
  });
  nets.set(house, net);
  return net;
}
