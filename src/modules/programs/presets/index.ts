import { consortiumPreset } from './consortium.ts';
import { contributorPreset } from './contributor.ts';
import { educationPreset } from './education.ts';
import { heroesPreset } from './heroes.ts';
import { openSourcePreset } from './open-source.ts';
import { partnersPreset } from './partners.ts';
import type { Preset } from './preset.ts';
import { startupsPreset } from './startups.ts';

/** Every program that is shipped, in the order in which they are offered. */
export const PRESETS: readonly Preset[] = [
  educationPreset,
  {
    ...openSourcePreset,
    code: 'open-source',
    words:
      'For open source projects. Control, visibility and licences are checked by machine; the rule approves where all is certain. One year.',
  },
  startupsPreset,
  contributorPreset,
  partnersPreset,
  consortiumPreset,
  heroesPreset,
];
