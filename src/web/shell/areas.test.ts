import { IconHome } from '@tabler/icons-react';
import { describe, expect, test } from 'vitest';
import type { Me } from '../me.ts';
import { type Area, webModule } from '../module.ts';
import { isUnder, openPage, visibleAreas } from './areas.ts';

const me = (...permissions: string[]): Me => ({
  account: { id: '1', name: 'Ada', mail: 'ada@example.org' },
  organisation: { name: 'Example', zone: 'UTC', fiscalStartMonth: 1, sample: false },
  grants: [],
  permissions: new Set(permissions),
});
const area = (id: string, permission: string | null): Area => ({
  id,
  label: id,
  icon: IconHome,
  path: `/${id}`,
  permission,
  pages: [
    { label: 'All', path: `/${id}`, permission },
    { label: 'Secret', path: `/${id}/secret`, permission: 'secret.read' },
  ],
});
const modules = [area('strange', null), area('community', 'community.read'), area('programs', 'programs.read')].map(
  (a) => webModule({ area: a, routes: [] }),
);

describe('the rail', () => {
  test('shows what the viewer may use, in the order of the house, unknown areas last', () => {
    const ids = (viewer: Me) => visibleAreas(modules, viewer).map(({ id }) => id);
    expect(ids(me('programs.read', 'community.read'))).toEqual(['programs', 'community', 'strange']);
    expect(ids(me())).toEqual(['strange']);
  });

  test('leaves out pages the viewer may not open', () => {
    const pages = (viewer: Me) => visibleAreas(modules, viewer)[0]?.pages.map(({ label }) => label);
    expect(pages(me())).toEqual(['All']);
    expect(pages(me('secret.read'))).toEqual(['All', 'Secret']);
  });

  test('marks the nearest page as open', () => {
    expect(isUnder('/programs', '/programs-old')).toBe(false);
    expect(isUnder('/', '/programs')).toBe(false);
    const pages = [{ path: '/programs' }, { path: '/programs/applications' }];
    expect(openPage(pages, '/programs/applications/7')?.path).toBe('/programs/applications');
    expect(openPage(pages, '/people')).toBeNull();
  });
});
