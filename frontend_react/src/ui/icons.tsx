import type { ReactNode } from "react";

/** Line icons of one weight, drawn on a grid of 20 × 20; each one repeats what a text says. */
const PATHS = {
  plus: <path d="M10 4v12M4 10h12" />,
  search: <path d="M13 13l4 4M9 15A6 6 0 1 0 9 3a6 6 0 0 0 0 12z" />,
  documents: <path d="M5 2.5h7l3.5 3.5v11.5H5zM12 2.5V6h3.5M7.5 10h5.5M7.5 13h5.5" />,
  trust: <path d="M3 16.5h14M5 13l3.5-4 3 2.5L16 5" />,
  settings: <path d="M3 6h8M15 6h2M3 14h2M9 14h8M13 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM7 16a2 2 0 1 0 0-4 2 2 0 0 0 0 4z" />,
  menu: <path d="M3 5.5h14M3 10h14M3 14.5h14" />,
  close: <path d="M5 5l10 10M15 5L5 15" />,
  down: <path d="M5.5 8l4.5 4.5L14.5 8" />,
  left: <path d="M12 5l-5 5 5 5" />,
  right: <path d="M8 5l5 5-5 5" />,
  more: <path d="M5 10h.01M10 10h.01M15 10h.01" strokeWidth="2.6" />,
  send: <path d="M10 16V4.5M5 9l5-5 5 5" />,
  stop: <rect x="5.5" y="5.5" width="9" height="9" rx="1.5" />,
  copy: <path d="M7 7h9.5v9.5H7zM13 7V3.5H3.5V13H7" />,
  again: <path d="M16 10a6 6 0 1 1-2-4.5M16 3v3.5h-3.5" />,
  edit: <path d="M4 16l.8-3.4L13 4.4l2.6 2.6-8.2 8.2z" />,
  export: <path d="M10 3v9M6.5 9L10 12.5 13.5 9M3.5 16.5h13" />,
  share: <path d="M7 9l6-3.4M7 11l6 3.4M5 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4zM15 6.7a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4zM15 17.7a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z" />,
  right_answer: <path d="M4 10.5l4 4 8-9" />,
  wrong_answer: <path d="M5 5l10 10M15 5L5 15" />,
  pause: <path d="M7 5v10M13 5v10" />,
  play: <path d="M6.5 4.5l8.5 5.5-8.5 5.5z" />,
  remove: <path d="M3.5 5.5h13M8 5.5v-2h4v2M5.5 5.5l.8 11h7.4l.8-11" />,
  user: <path d="M10 10a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4zM3.5 17c.8-3.4 3.4-5 6.5-5s5.7 1.6 6.5 5" />,
  file: <path d="M5 2.5h7l3.5 3.5v11.5H5zM12 2.5V6h3.5" />,
  panel: <path d="M3 4h14v12H3zM12 4v12" />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      className="icon"
      viewBox="0 0 20 20"
      width="1.15em"
      height="1.15em"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {PATHS[name]}
    </svg>
  );
}
