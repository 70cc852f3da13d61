import type { House } from '../house.ts';
import { startMeters } from './meters.ts';

/** The numbers of one process and its house as Prometheus reads them. */
export type Metrics = { contentType: string; text: () => Promise<string> };

/** Puts what this process counts together with what is read from the house. */
export async function openMetrics(house: House): Promise<Metrics> {
  const [{ registry: counted }, { gaugesOf }] = await Promise.all([startMeters(), import('./gauges.ts')]);
  const gauges = gaugesOf(house);
  return {
    contentType: counted.contentType,
    text: async () => {
      await gauges.read();
      return `${await counted.metrics()}\n${await gauges.registry.metrics()}`;
    },
  };
}
