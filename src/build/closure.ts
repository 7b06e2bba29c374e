/** What the bundler knows of a module, as far as the files are cut by it. */
export type Modules = {
  getModuleInfo: (id: string) => {
    importedIds: readonly string[];
    dynamicallyImportedIds: readonly string[];
  } | null;
};

/** The modules with all that they cannot begin without. */
export function closureOf(
  roots: readonly string[],
  modules: Modules,
): Set<string> {
  const found = new Set<string>();
  const add = (id: string) => {
    if (found.has(id)) return;
    found.add(id);
    for (const next of modules.getModuleInfo(id)?.importedIds ?? []) add(next);
  };
  for (const root of roots) add(root);
  return found;
}
