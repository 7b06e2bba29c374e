/** One `d` an icon, on a 24 grid for a 2 px stroke. Shapes differ in outline, so that a status is
 * told apart in greyscale and after one photocopy. */
export const iconPaths = {
  pencil: 'M4 20l1-5L16 4l4 4L9 19zM13 7l4 4',
  'box-check': 'M3 4h18v16H3zM8 12l3 3 5-6',
  'up-arrow': 'M12 20V5M5 12l7-7 7 7',
  'double-check': 'M2 13l4 4 9-10M11 16l1 1 10-10',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7v5l4 2',
  check: 'M4 13l5 5L20 6',
  pause: 'M8 5v14M16 5v14',
  'hand-back': 'M9 4L4 9l5 5M4 9h10a6 6 0 0 1 0 12H8',
  triangle: 'M12 3l10 18H2zM12 10v5M12 18h.01',
  octagon: 'M8 2h8l6 6v8l-6 6H8l-6-6V8zM12 7v6M12 16.5h.01',
  cross: 'M5 5l14 14M19 5L5 19',
  camera: 'M2 7h5l2-3h6l2 3h5v13H2zM12 9a4 4 0 1 0 0 8 4 4 0 0 0 0-8',
  qr: 'M3 3h6v6H3zM15 3h6v6h-6zM3 15h6v6H3zM14 14h3v3M21 14v3M14 21h3M21 21h-.01',
  speaker: 'M3 9h4l5-5v16l-5-5H3zM16 9a4 4 0 0 1 0 6M18 5a9 9 0 0 1 0 14',
  printer: 'M7 8V3h10v5M7 17H3V8h18v9h-4M7 14h10v7H7z',
  usb: 'M8 9V3h8v6M6 9h12v6a6 6 0 0 1-12 0zM11 6h.01M14 6h.01',
  lock: 'M5 11h14v10H5zM8 11V7a4 4 0 0 1 8 0v4',
  chevron: 'M9 5l7 7-7 7',
  circle: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16',
} as const;

export type IconName = keyof typeof iconPaths;
