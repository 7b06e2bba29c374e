import { useLocation } from 'preact-iso';
import { common } from '../../text/common.ts';
import { frameText } from '../../text/counter.ts';
import { paths } from './navigation.ts';

const places = [
  { href: paths.home, label: frameText.home },
  { href: paths.cases, label: frameText.cases },
  { href: paths.residents(), label: frameText.residents },
  { href: paths.more, label: frameText.more },
];

/** The way between the three main places: a bar on a phone, a rail on a wide screen. */
export function Nav() {
  const { path } = useLocation();
  const links = places.map(({ href, label }) => (
    <a
      key={href}
      class="nav-link"
      href={href}
      aria-current={path === href ? 'page' : undefined}
    >
      {label}
    </a>
  ));
  return (
    <nav class="nav" aria-label={frameText.navigation}>
      <div class="nav-links">{links}</div>
      <details class="nav-menu">
        <summary>{common.menu}</summary>
        {links}
      </details>
    </nav>
  );
}
