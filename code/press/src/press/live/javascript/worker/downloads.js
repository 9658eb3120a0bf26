// Counts the bytes that Pyodide asks for, so that the page can show them, and gives each file an address of its
// own content: a browser never takes an old file for a new one.
const CORE = ["pyodide.asm.wasm", "python_stdlib.zip"];

export class Downloads {
  /** `base` is the address of the folder of Pyodide; `tell` receives { loaded, total, name } in bytes. */
  constructor(base, tell) {
    this.base = base;
    this.tell = tell;
    this.expected = new Map();
    this.loaded = 0;
    this.original = globalThis.fetch.bind(globalThis);
  }

  /** Read what the folder holds, and take the place of `fetch`. Throws when the folder cannot be read. */
  async open() {
    const read = async (name) => {
      const answer = await this.original(this.base + name, { cache: "no-cache" });
      if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
      return answer.json();
    };
    const [stamp, lock] = await Promise.all([read("files.json"), read("pyodide-lock.json")]);
    this.files = stamp.files;
    this.packages = lock.packages;
    globalThis.fetch = (request, options) => this.fetch(request, options);
  }

  /** Expect the runtime and these packages, with all that they depend on. */
  expect(packages, withCore = false) {
    const names = withCore ? [...CORE] : [];
    const seen = new Set();
    const waiting = packages.filter((name) => name in this.packages);
    while (waiting.length) {
      const name = waiting.pop();
      if (seen.has(name)) continue;
      seen.add(name);
      names.push(this.packages[name].file_name);
      waiting.push(...this.packages[name].depends);
    }
    for (const name of names) {
      if (!this.expected.has(name)) this.expected.set(name, this.files[name].size);
    }
  }

  get total() {
    return [...this.expected.values()].reduce((sum, size) => sum + size, 0);
  }

  async fetch(request, options) {
    const address = new URL(request.url ?? request, this.base);
    const name = address.href.startsWith(this.base) ? decodeURIComponent(address.href.slice(this.base.length)) : "";
    const file = this.files[name];
    if (!file || name.endsWith(".json")) return this.original(request, options);
    const answer = await this.original(`${address.href}?${file.sha256.slice(0, 16)}`, { credentials: "same-origin" });
    if (!answer.ok || !answer.body) return answer;
    if (!this.expected.has(name)) this.expected.set(name, file.size);
    const count = new TransformStream({
      transform: (part, controller) => {
        this.loaded += part.byteLength;
        this.tell({ loaded: this.loaded, total: this.total, name: this.title(name) });
        controller.enqueue(part);
      },
    });
    return new Response(answer.body.pipeThrough(count), { status: answer.status, headers: answer.headers });
  }

  title(name) {
    return CORE.includes(name) ? "Python" : name.split("-")[0].replaceAll("_", "-");
  }
}
