import './brocade.css';

/** The band of the region's brocade: decoration, for the screens where one arrives. */
export function Brocade() {
  return (
    <svg class="brocade screen-only" aria-hidden="true" focusable="false">
      <defs>
        <pattern id="weave" width="24" height="8" patternUnits="userSpaceOnUse">
          <path class="brocade-red" d="M0 8l4-8h4l4 8z" />
          <path class="brocade-gold" d="M12 0l4 8h4l4-8zM5 4h2v2H5z" />
        </pattern>
      </defs>
      <rect width="100%" height="8" fill="url(#weave)" />
    </svg>
  );
}
