import { describe, expect, test } from 'vitest';
import { extended, pressRowKey, type RowsState, targets } from './rowKeys.ts';

const ids = ['a', 'b', 'c'];
const at = (active: string | null, ...selected: string[]): RowsState => ({ active, selected: new Set(selected) });
const press = (state: RowsState, key: string) => pressRowKey(state, key, ids, ['e']);

describe('keys in a list', () => {
  test('j and k move and stay within the rows', () => {
    expect(press(at(null), 'j')?.state.active).toBe('a');
    expect(press(at('b'), 'j')?.state.active).toBe('c');
    expect(press(at('c'), 'j')?.state.active).toBe('c');
    expect(press(at('a'), 'k')?.state.active).toBe('a');
    expect(press(at('gone'), 'j')?.state.active).toBe('a');
    expect(pressRowKey(at(null), 'j', [])).toBeNull();
  });

  test('x selects and lets go; Esc lets go of all', () => {
    expect([...(press(at('b', 'a'), 'x')?.state.selected ?? [])]).toEqual(['a', 'b']);
    expect([...(press(at('b', 'b'), 'x')?.state.selected ?? [])]).toEqual([]);
    expect(press(at(null), 'x')).toBeNull();
    expect(press(at('a', 'a', 'b'), 'Escape')).toEqual({ state: at('a'), does: 'close' });
  });

  test('letters of actions work on the selection or the active row, and on nothing else', () => {
    expect(press(at('b'), 'e')?.does).toEqual({ action: 'e' });
    expect(press(at(null, 'a'), 'e')?.does).toEqual({ action: 'e' });
    expect(press(at(null), 'e')).toBeNull();
    expect(press(at('b'), 'q')).toBeNull();
    expect(targets(at('b'))).toEqual(['b']);
    expect(targets(at('b', 'a', 'c'))).toEqual(['a', 'c']);
  });

  test('shift and click selects a stretch, in either direction', () => {
    expect([...extended(at('c'), 'a', ids).selected]).toEqual(['a', 'b', 'c']);
    expect([...extended(at('a'), 'b', ids).selected]).toEqual(['a', 'b']);
  });

  test('Enter stays with the link', () => expect(press(at('a'), 'Enter')).toBeNull());
});
