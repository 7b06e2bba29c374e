import { TextSize } from '../../../src/ui/text-size/text-size.tsx';
import type { Example } from '../examples/example.ts';
import { components } from './components.ts';
import './gallery.css';

/** Every component with its states, one below the other. */
export function Gallery() {
  return (
    <main class="gallery">
      <h1>Shared components</h1>
      <nav class="gallery-list" aria-label="Components">
        <TextSize />
        {Object.keys(components).map((name) => (
          <a key={name} href={`#${name}`}>
            {name}
          </a>
        ))}
      </nav>
      {Object.entries(components).map(([component, examples]) => (
        <States key={component} {...{ component, examples }} />
      ))}
    </main>
  );
}

type StatesProps = { component: string; examples: readonly Example[] };

/** States of one component, each under its name. */
export function States({ component, examples }: StatesProps) {
  return (
    <section id={component} aria-label={component}>
      <h2>{component}</h2>
      {examples.map(({ name, draw, isAlone }) => (
        <article key={name} aria-label={name}>
          <h3>{name}</h3>
          {isAlone === true ? <Framed {...{ component, name }} /> : draw()}
        </article>
      ))}
    </section>
  );
}

/** What takes the whole window has one of its own. */
function Framed({ component, name }: { component: string; name: string }) {
  const address = `?${new URLSearchParams({ component, name }).toString()}`;
  return (
    <>
      <a href={address}>by itself</a>
      <iframe class="gallery-window" src={address} title={name} />
    </>
  );
}

/** The one example that an address asks for; null: all are shown. */
export function askedFor(search: string): Example | null {
  const asked = new URLSearchParams(search);
  const component = asked.get('component');
  if (component === null) return null;
  const name = asked.get('name');
  const found = components[component]?.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no ${component}: ${name}`);
  return found;
}
