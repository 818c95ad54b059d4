// Bundles what a browser would else fetch in many files: `script/bundle` runs it.
// static/built/BUILT.json remembers of which sources each bundle is made, so that tests can tell a stale one.
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { build, version } from "esbuild";

const STATIC = resolve(import.meta.dirname, "../static");
const ENTRIES = {
  "built/site.css": "css/site.css",
  "built/timeline.css": "css/timeline.css",
  "built/timeline.js": "js/timeline/main.js",
};

const sha256 = async (path) => createHash("sha256").update(await readFile(join(STATIC, path))).digest("hex");
const hashed = async (paths) => Object.fromEntries(await Promise.all(paths.sort().map(async (path) => [path, await sha256(path)])));

// Bundles one entry; answers with the paths, below static/, of all that went into it.
async function bundle(file, entry) {
  const { metafile } = await build({
    absWorkingDir: STATIC,
    entryPoints: [entry],
    outfile: file,
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    sourcemap: file.endsWith(".js"),
    sourcesContent: false, // the sources are served too
    metafile: true,
  });
  return Object.keys(metafile.inputs).map((path) => relative(STATIC, resolve(STATIC, path)));
}

const bundles = {};
for (const [file, entry] of Object.entries(ENTRIES)) {
  const sources = await bundle(file, entry);
  bundles[file] = { entry, sha256: await sha256(file), sources: await hashed(sources) };
}
await writeFile(join(STATIC, "built/BUILT.json"), `${JSON.stringify({ esbuild: version, bundles }, null, 2)}\n`);
