import { describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/context.ts';
import { beyondOwn, narrowed, permissionsOfRoles } from './roles.ts';

const rooms = [
  { permissions: [{ name: 'a.read', words: '', roles: ['manager', 'program-manager', 'analyst'] }] },
  {
    permissions: [
      { name: 'a.decide', words: '', roles: ['manager', 'program-manager', 'reviewer'] },
      { name: 'house.settings', words: '', roles: ['manager'] },
      { name: 'house.keys', words: '', roles: [] },
    ],
  },
];
const permissions = permissionsOfRoles(rooms);
const holder = (role: string, program: string | null, scopes: string[] | null = null): Actor => ({
  kind: 'account',
  id: '019aa000-0000-7000-8000-000000000001',
  name: 'Ada',
  via: 'session',
  grants: [{ role, program, permissions: narrowed(permissions.get(role) ?? [], scopes) }],
});
const beyond = (actor: Actor, role: string, program: string | null) => beyondOwn(actor, role, program, permissions);

describe('permissions of roles', () => {
  test('come from the modules, and the owner holds all there are', () => {
    expect(permissions.get('owner')).toEqual(['a.decide', 'a.read', 'house.keys', 'house.settings']);
    expect(permissions.get('manager')).toEqual(['a.decide', 'a.read', 'house.settings']);
    expect(permissions.get('reviewer')).toEqual(['a.decide']);
    expect(permissions.get('analyst')).toEqual(['a.read']);
  });

  test('a module that names an unknown role does not start', () => {
    expect(() => permissionsOfRoles([{ permissions: [{ name: 'x.y', words: '', roles: ['boss'] }] }])).toThrow(
      /x\.y.*boss/,
    );
  });
});

describe('nobody gives more than he holds', () => {
  test('a manager gives every role but the owner’s', () => {
    expect(
      ['manager', 'program-manager', 'reviewer', 'analyst'].some((role) => beyond(holder('manager', null), role, null)),
    ).toBe(false);
    expect(beyond(holder('manager', null), 'owner', null)).toBe(true);
  });

  test('only an owner gives the owner’s role, even where a manager holds as much', () => {
    const same = permissionsOfRoles([{ permissions: [{ name: 'a.read', words: '', roles: ['manager'] }] }]);
    const manager: Actor = {
      ...holder('manager', null),
      grants: [{ role: 'manager', program: null, permissions: ['a.read'] }],
    } as Actor;
    expect(same.get('manager')).toEqual(same.get('owner'));
    expect(beyondOwn(manager, 'owner', null, same)).toBe(true);
    expect(beyond(holder('owner', null), 'owner', null)).toBe(false);
  });

  test('a role for one program reaches no other, and not all', () => {
    const own = holder('program-manager', 'p1');
    expect(beyond(own, 'reviewer', 'p1')).toBe(false);
    expect(beyond(own, 'reviewer', 'p2')).toBe(true);
    expect(beyond(own, 'reviewer', null)).toBe(true);
    expect(beyond(own, 'manager', 'p1')).toBe(true);
  });

  test('a narrowed token gives no more than it was left with', () => {
    const token = holder('owner', null, ['a.read']);
    expect(beyond(token, 'analyst', null)).toBe(false);
    expect(beyond(token, 'reviewer', null)).toBe(true);
    expect(beyond(token, 'owner', null)).toBe(true);
  });

  test('strangers give nothing, the operator at the machine everything', () => {
    expect(beyond({ kind: 'stranger' }, 'analyst', null)).toBe(true);
    expect(beyond({ kind: 'system', name: 'operator' }, 'owner', null)).toBe(false);
  });
});
