// The recipe of ../bundle: `npm ci && npm run bundle` writes it again. Another folder may be named as the argument.
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const target = process.argv[2] ?? `${here}../bundle/live`;

const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: { page: "page/page.js", worker: "worker/worker.js" },
  outdir: target,
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  charset: "utf8",
  legalComments: "none",
  loader: { ".py": "text" },
  metafile: true,
  // It lies beside the bundle in the site's _static.
  external: ["../progress.js"],
});

// Each package of others that went into it, with its licence.
const packages = new Set(Object.keys(metafile.inputs).flatMap((path) => path.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1] ?? []));
const licences = await Promise.all(
  [...packages].sort().map(async (name) => {
    const { version } = JSON.parse(await readFile(`${here}node_modules/${name}/package.json`, "utf8"));
    return `${name} ${version}\n\n${(await readFile(`${here}node_modules/${name}/LICENSE`, "utf8")).trim()}\n`;
  }),
);
await writeFile(`${target}/LICENCES.txt`, licences.join("\n----\n\n"));
