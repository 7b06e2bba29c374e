// Dexie tells the console of every open that failed and is tried again.
const { warn } = console;
console.warn = (...words: unknown[]) => {
  if (!String(words[0]).startsWith('Dexie: Workaround')) warn(...words);
};
