import type { ReactNode } from 'react';

const Icon = ({ children, size = 20 }: { children: ReactNode; size?: number }) => (
  <svg
    className="icon"
    width={size}
    height={size}
    viewBox="0 0 20 20"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.8"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    {children}
  </svg>
);

// Each priority has its own outline, so that it is told apart without colour: octagon, double arrow, circle, square.
const outlines: [ReactNode, ReactNode, ReactNode, ReactNode] = [
  <g key="0">
    <path d="M6.7 2h6.6L18 6.7v6.6L13.3 18H6.7L2 13.3V6.7z" fill="currentColor" />
    <path d="M10 5.8v5M10 14v.1" stroke="var(--on-mark)" strokeWidth="2.2" />
  </g>,
  <g key="1">
    <path d="M4.5 10 10 4.5l5.5 5.5M4.5 15.5 10 10l5.5 5.5" strokeWidth="2.4" />
  </g>,
  <circle key="2" cx="10" cy="10" r="5.5" strokeWidth="2.4" />,
  <rect key="3" x="5" y="5" width="10" height="10" rx="2" />,
];
export const PriorityIcon = ({ priority, size }: { priority: number; size?: number }) => (
  <Icon size={size}>{outlines[priority] ?? outlines[3]}</Icon>
);

export const AlertIcon = () => (
  <Icon>
    <path d="M10 3 18 17H2z" />
    <path d="M10 8.2v4M10 14.4v.1" />
  </Icon>
);
export const LateIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="7.5" />
    <path d="M10 5.5V10l3 2" />
  </Icon>
);
export const SoundIcon = () => (
  <Icon>
    <path d="M3 8v4h3l4 3.5v-11L6 8zM13.2 7.2a4 4 0 0 1 0 5.6M15.6 5a7 7 0 0 1 0 10" />
  </Icon>
);
export const MuteIcon = () => (
  <Icon>
    <path d="M3 8v4h3l4 3.5v-11L6 8zM13.5 8l4 4M17.5 8l-4 4" />
  </Icon>
);
export const BellIcon = () => (
  <Icon>
    <path d="M4 14.5h12c-1.2-1.2-1.7-2.6-1.7-5A4.3 4.3 0 0 0 10 5a4.3 4.3 0 0 0-4.3 4.5c0 2.4-.5 3.8-1.7 5zM8.3 17h3.4M10 5V3.4" />
  </Icon>
);
export const PersonIcon = () => (
  <Icon>
    <circle cx="10" cy="6.5" r="3.2" />
    <path d="M3.5 17c.6-3.4 3.2-5 6.5-5s5.9 1.6 6.5 5" />
  </Icon>
);
export const BackIcon = () => (
  <Icon>
    <path d="M12.5 4.5 7 10l5.5 5.5" />
  </Icon>
);
export const PhoneIcon = () => (
  <Icon>
    <path d="M6.6 3H4.5A1.5 1.5 0 0 0 3 4.6C3.4 11 9 16.6 15.4 17a1.5 1.5 0 0 0 1.6-1.5v-2.1l-3.7-1.5-1.5 1.7c-2.2-1-4-2.8-5-5l1.7-1.5z" />
  </Icon>
);
export const TalkIcon = () => (
  <Icon>
    <path d="M3 4.5h14v9H9.5L6 16.5v-3H3z" />
  </Icon>
);
export const CheckIcon = () => (
  <Icon>
    <path d="m4 10.5 4 4 8-9" strokeWidth="2.2" />
  </Icon>
);
export const Mark = () => (
  <svg className="mark" width="26" height="26" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <rect width="32" height="32" rx="9" fill="#0d655d" />
    <path
      d="M16 25.2 7.9 17.1a5.2 5.2 0 0 1 7.4-7.4l.7.7.7-.7a5.2 5.2 0 0 1 7.4 7.4z"
      fill="none"
      stroke="#fff"
      strokeWidth="2.4"
      strokeLinejoin="round"
    />
    <circle cx="16" cy="16.6" r="2" fill="#fff" />
  </svg>
);
