import type { WebModule } from '#web/module.ts';
import { programsWeb } from '../../modules/programs/web/index.tsx';

/** Every module that shows something to people who are signed in. A new module stands in the house by standing in this list. */
export const modules: readonly WebModule[] = [programsWeb];
