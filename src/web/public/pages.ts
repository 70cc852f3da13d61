import type { ComponentType } from 'react';

/** Public pages by the name under which the server asks for them (`programs.apply`). */
export type PublicPages = Record<string, ComponentType<never>>;

/** Only there to check the names: `export const pages = publicPages({ 'programs.apply': ApplyPage })` in a module's `web/public/index.tsx`. */
export const publicPages = <Pages extends PublicPages>(pages: Pages): Pages => pages;
