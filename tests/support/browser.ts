import type { Browser, LaunchOptions } from 'playwright-core';
import { afterAll } from 'vitest';
import { launchChromium } from './chromium.ts';

/** A headless Chromium, closed after the test file. Call it at the top of the file: `const browser = await openBrowser();` */
export async function openBrowser(options: LaunchOptions = {}): Promise<Browser> {
  const browser = await launchChromium(options);
  afterAll(() => browser.close());
  return browser;
}
