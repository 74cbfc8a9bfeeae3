// Prints what a browser fetches before the page is drawn first, gzipped, and fails if it is more than allowed.
// node scripts/first-load.mjs (after `npm run build`)
import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const MOST_BYTES = 250_000;
const dist = new URL("../dist/", import.meta.url);
const index = readFileSync(new URL("index.html", dist), "utf8");
const named = [...index.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map(([, path]) => path);
// Browsers fetch a typeface at its first word: Figtree's Latin letters at once, the serif with the first answer.
const fonts = readdirSync(new URL("assets/", dist)).filter((name) => /^figtree-latin-wght-.*\.woff2$/.test(name));

let total = 0;
for (const path of ["index.html", ...named, ...fonts.map((name) => `assets/${name}`)]) {
  const file = readFileSync(new URL(path, dist));
  const bytes = path.endsWith(".woff2") ? file.length : gzipSync(file, { level: 9 }).length;
  total += bytes;
  console.log(`${String(bytes).padStart(8)}  ${path}`);
}
console.log(`${String(total).padStart(8)}  first load, of ${MOST_BYTES} bytes allowed`);
process.exitCode = total > MOST_BYTES ? 1 : 0;
