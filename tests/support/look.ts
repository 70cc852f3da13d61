import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export type Look = { width: number; scheme: 'light' | 'dark' };

/** The looks that the main pages must hold in. */
export const LOOKS: readonly Look[] = [
  { width: 1280, scheme: 'light' },
  { width: 1280, scheme: 'dark' },
  { width: 390, scheme: 'light' },
  { width: 390, scheme: 'dark' },
];

/** Serious and critical faults that axe finds, or `all` with what it only advises, in words. Run through the debugger, so the page's own policy stays as strict as it is. */
export async function faultsOf(page: Page, all = false): Promise<string[]> {
  await settled(page);
  await page.evaluate(axeSource);
  return page.evaluate(async (every) => {
    const { axe } = globalThis as unknown as {
      axe: {
        run: (options: object) => Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>;
      };
    };
    const { violations } = await axe.run({ resultTypes: ['violations'] });
    return violations
      .filter(({ impact }) => every || impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
  }, all);
}

/** Waits until nothing moves for some frames: colours and places that are on their way are neither the old look nor the new one. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const endless = (each: Animation) => each.effect?.getComputedTiming().iterations === Number.POSITIVE_INFINITY;
    for (let still = 0; still < 5; ) {
      const moving = document.getAnimations().filter((each) => each.playState === 'running' && !endless(each));
      await Promise.all(moving.map((each) => each.finished.catch(() => {})));
      await new Promise((frame) => requestAnimationFrame(frame));
      still = moving.length === 0 ? still + 1 : 0;
    }
  });
}

/**
 * Expects the page as it stands to have no serious fault and nothing wider than the window, in each of the looks. With
 * GUILDHALL_SHOTS (a folder) it leaves a picture of each there, for people.
 */
export async function expectSound(page: Page, name: string, looks: readonly Look[] = LOOKS): Promise<void> {
  const before = page.viewportSize() ?? { width: 1280, height: 900 };
  for (const { width, scheme } of looks) {
    await page.setViewportSize({ width, height: before.height });
    await page.emulateMedia({ colorScheme: scheme });
    const what = `${name}, ${width} px, ${scheme}`;
    expect(await faultsOf(page), what).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), what).toBeLessThanOrEqual(0);
    const shots = process.env.GUILDHALL_SHOTS;
    if (shots)
      await page.screenshot({
        path: join(shots, `${name.replaceAll('/', '_')}-${width}-${scheme}.png`),
        fullPage: true,
      });
  }
  await page.setViewportSize(before);
  await page.emulateMedia({ colorScheme: 'light' });
}
