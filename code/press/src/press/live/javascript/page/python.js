// The page's side of its worker: starts it, asks it, stops it, and notices when it has died.
import { say } from "./words.js";

export class Python {
  /**
   * `settings`: worker and base (addresses), packages, words. `listener` is told `starting`, `progress`, `ready`,
   * `complete`, `failed` (it could not start) and `dead` (it broke while it worked).
   */
  constructor(settings, listener) {
    this.settings = settings;
    this.listener = listener;
    this.last = 0;
    this.generation = 0;
    this.asked = new Map();
  }

  start() {
    this.end();
    const { worker, base, packages, words } = this.settings;
    this.ready = false;
    this.generation += 1;
    this.listener.starting();
    this.interrupt = globalThis.crossOriginIsolated ? new Uint8Array(new SharedArrayBuffer(1)) : null;
    this.worker = new Worker(worker, { type: "module", name: "python" });
    this.worker.onmessage = ({ data }) => this.receive(data);
    this.worker.onerror = (event) => {
      event.preventDefault();
      this.broken(event.message ?? "");
    };
    this.worker.postMessage({ type: "start", base, packages, words, interrupt: this.interrupt });
  }

  receive(message) {
    if (message.type === "progress") this.listener.progress(message);
    else if (message.type === "complete") this.listener.complete();
    else if (message.type === "failed" || message.type === "dead") this.broken(message.detail);
    else if (message.type === "ready") {
      this.ready = true;
      this.listener.ready();
    } else {
      const { settle, hear } = this.asked.get(message.id) ?? {};
      if (message.type === "event") hear?.({ ...message.event, generation: this.generation });
      else if (message.type === "running") hear?.({ type: "running" });
      else {
        this.asked.delete(message.id);
        settle?.(message);
      }
    }
  }

  /** Ask the worker; `hear` receives the events that come before the answer. */
  ask(message, hear) {
    return new Promise((settle) => {
      const id = (this.last += 1);
      this.asked.set(id, { settle, hear });
      this.worker.postMessage({ ...message, id });
    });
  }

  async run(source, number, hear) {
    if (this.interrupt) this.interrupt[0] = 0;
    const { result } = await this.ask({ type: "run", source, number }, hear);
    return result;
  }

  /** A picture of an explorer, which is gone with the Python that made it. */
  async frame({ generation, number }, values) {
    if (generation !== this.generation) throw new Error(say("lost_stopped"));
    const { src, alt, error, result } = await this.ask({ type: "frame", explorer: number, values });
    if (result?.lost) throw new Error(say(`lost_${result.lost}`));
    if (error !== undefined) throw new Error(error);
    return { src, alt };
  }

  /** Stop what runs: politely where the page shares memory with its worker, else by ending the worker. */
  stop() {
    if (this.interrupt) this.interrupt[0] = 2;
    else this.restart("stopped");
  }

  /** Begin again with a new worker; what was asked is answered with `{ lost: reason }`. */
  restart(reason) {
    this.end(reason);
    this.start();
  }

  broken(detail) {
    const wasReady = this.ready;
    this.end("dead");
    if (wasReady) this.listener.dead(detail);
    else this.listener.failed(detail);
  }

  end(reason = "stopped") {
    this.worker?.terminate();
    this.worker = null;
    this.ready = false;
    const asked = [...this.asked.values()];
    this.asked.clear();
    for (const { settle } of asked) settle({ result: { lost: reason } });
  }
}
