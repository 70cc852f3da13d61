import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

// The tuples give Mantine's own components their shades; everything of ours reads the tokens (tokens.css).
const accent: MantineColorsTuple = [
  '#edf1fd',
  '#d5defa',
  '#b3c3f6',
  '#93a9ff',
  '#6a86ea',
  '#4b6be2',
  '#2f55d4',
  '#2747b8',
  '#20399a',
  '#192c78',
];
const gray: MantineColorsTuple = [
  '#f7f7f9',
  '#f1f2f5',
  '#e5e6ea',
  '#d8dae0',
  '#c3c6ce',
  '#8c919d',
  '#686c77',
  '#4a4e57',
  '#33363d',
  '#1a1b1f',
];
const dark: MantineColorsTuple = [
  '#e9eaed',
  '#c9ccd3',
  '#a5a9b3',
  '#8e939e',
  '#34373e',
  '#292b31',
  '#1f2126',
  '#131417',
  '#0f1012',
  '#0d0e10',
];
const red: MantineColorsTuple = [
  '#fdebe9',
  '#fbd3cf',
  '#f7aaa3',
  '#ff9288',
  '#e5594d',
  '#d63b2e',
  '#b42318',
  '#9a1d14',
  '#7d1810',
  '#5e120c',
];

/** Mantine's theme: 14 px base, spacing 4 to 24, radius 6, one accent. */
export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 5 },
  colors: { accent, gray, dark, red },
  black: '#1a1b1f',
  fontFamily: 'var(--gh-font)',
  fontFamilyMonospace: 'var(--gh-mono)',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.4' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '3px', sm: '4px', md: '6px', lg: '8px', xl: '12px' },
  defaultRadius: 'md',
  headings: {
    fontFamily: 'var(--gh-font)',
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '20px', lineHeight: '1.35' },
      h2: { fontSize: '16px', lineHeight: '1.4' },
      h3: { fontSize: '14px', lineHeight: '1.45' },
      h4: { fontSize: '14px', lineHeight: '1.45' },
      h5: { fontSize: '13px', lineHeight: '1.45' },
      h6: { fontSize: '13px', lineHeight: '1.45' },
    },
  },
  shadows: { xs: 'none', sm: 'none', md: 'var(--gh-shadow)', lg: 'var(--gh-shadow)', xl: 'var(--gh-shadow)' },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Anchor: { defaultProps: { underline: 'hover' } },
    Button: { defaultProps: { size: 'sm' } },
    // Half way between two choices the words of neither can be read.
    SegmentedControl: { defaultProps: { transitionDuration: 0 } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    Menu: { defaultProps: { shadow: 'md', transitionProps: { duration: 100 } } },
    Popover: { defaultProps: { shadow: 'md', transitionProps: { duration: 100 } } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: false, transitionProps: { duration: 80 } } },
    Drawer: { defaultProps: { transitionProps: { duration: 120 }, closeButtonProps: { 'aria-label': 'Close' } } },
    Modal: { defaultProps: { transitionProps: { duration: 120 }, closeButtonProps: { 'aria-label': 'Close' } } },
    Select: { defaultProps: { checkIconPosition: 'right', withScrollArea: false } },
    PasswordInput: { defaultProps: { visibilityToggleButtonProps: { 'aria-label': 'Show or hide the password' } } },
  },
});

/** Points Mantine's variables at the tokens, so that a colour is written down once. */
export const variables: CSSVariablesResolver = () => {
  const both = {
    '--mantine-color-body': 'var(--gh-bg)',
    '--mantine-color-text': 'var(--gh-text)',
    '--mantine-color-dimmed': 'var(--gh-text-2)',
    '--mantine-color-placeholder': 'var(--gh-text-3)',
    '--mantine-color-anchor': 'var(--gh-accent)',
    '--mantine-color-error': 'var(--gh-late)',
    '--mantine-color-default': 'var(--gh-surface)',
    '--mantine-color-default-hover': 'var(--gh-hover)',
    '--mantine-color-default-color': 'var(--gh-text)',
    '--mantine-color-default-border': 'var(--gh-border)',
    '--mantine-color-accent-filled': 'var(--gh-accent-fill)',
    '--mantine-color-accent-filled-hover': 'var(--gh-accent-fill-hover)',
    '--mantine-color-accent-light': 'var(--gh-accent-soft)',
    '--mantine-color-accent-light-color': 'var(--gh-accent)',
    '--mantine-primary-color-filled': 'var(--gh-accent-fill)',
    '--mantine-primary-color-filled-hover': 'var(--gh-accent-fill-hover)',
  };
  return { variables: {}, light: both, dark: both };
};
