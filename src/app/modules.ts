import { figuresModule } from '#kernel/figures/index.ts';
import type { Module } from '#kernel/module.ts';

/** The rooms of the house. A new module is added here, in `contract.ts` beside it, and in `web/modules.ts` if it has pages. */
export const modules: readonly Module[] = [figuresModule];
