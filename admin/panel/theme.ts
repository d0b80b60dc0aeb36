import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core';

// One quiet green for what we do, red and amber only for people who wait. Numbers chosen for 4.5:1 on their grounds.
const pine: MantineColorsTuple = [
  '#e8f5f3',
  '#cfe8e4',
  '#a3d5ce',
  '#74c0b6',
  '#55b5a8',
  '#2f9184',
  '#17796e',
  '#0d655d',
  '#09534c',
  '#063f3a',
];
const dark: MantineColorsTuple = [
  '#e4eae9',
  '#b9c5c4',
  '#93a3a2',
  '#64777a',
  '#3d4c4f',
  '#2c393c',
  '#212c2f',
  '#192225',
  '#12191b',
  '#0c1113',
];

// Mantine weighs a filled button's text against the light shade only; ours must stay readable on the dark desk's too.
const variants: VariantColorsResolver = (input) =>
  input.variant === 'filled' && (!input.color || input.color === 'pine')
    ? {
        background: 'var(--accent-solid)',
        hover: 'var(--accent-hover)',
        color: 'var(--on-accent)',
        border: '1px solid transparent',
      }
    : defaultVariantColorsResolver(input);

export const theme = createTheme({
  primaryColor: 'pine',
  primaryShade: { light: 7, dark: 3 },
  variantColorResolver: variants,
  colors: { pine, dark },
  fontFamily:
    "'Pretendard Variable', Pretendard, 'Apple SD Gothic Neo', 'Noto Sans KR', 'Malgun Gothic', system-ui, sans-serif",
  fontFamilyMonospace: 'ui-monospace, Consolas, monospace',
  defaultRadius: 8,
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontSizes: { xs: '13px', sm: '15px', md: '16px', lg: '18px', xl: '20px' },
});

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#f5f6f4',
    '--mantine-color-text': '#1b2426',
    '--mantine-color-dimmed': '#55636a',
    '--mantine-color-error': '#b3141f',
  },
  dark: { '--mantine-color-body': '#12191b', '--mantine-color-dimmed': '#a3b3b2', '--mantine-color-error': '#ff9a98' },
});
