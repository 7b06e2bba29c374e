import { build } from 'vite';

/** Script text of a TypeScript entry with all that it imports, for `evaluate`. */
export async function bundleInPage(entry: string): Promise<string> {
  const made = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: { entry, formats: ['iife'], name: 'inPage' },
    },
  });
  const outputs = Array.isArray(made) ? made : [made];
  for (const each of outputs) {
    if (!('output' in each)) continue;
    const [chunk] = each.output;
    return chunk.code;
  }
  throw new Error(`nothing was bundled from ${entry}`);
}
