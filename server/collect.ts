import * as v8 from "node:v8";
import * as vm from "node:vm";

/** Bytes of heap from which on it is worth a pause to give memory back. */
const much = 150 * 1024 * 1024;

/** Milliseconds after the last such moment at which it is done once more: work that was under way still held something. */
const afterwards = 2_000;

let collector: (() => void) | undefined;
let last: NodeJS.Timeout | undefined;

/**
 * Collects garbage if there may be much of it, now and once more when things have come to rest. V8 lets a heap grow to several times what
 * is alive before it does so by itself, and a large file that has been checked and let go of leaves more than 100 MB.
 */
export function collectIfMuch(): void {
  collect();
  clearTimeout(last);
  last = setTimeout(collect, afterwards);
  last.unref();
}

function collect(): void {
  if (process.memoryUsage().heapUsed < much) return;
  collector ??= exposed();
  collector();
}

function exposed(): () => void {
  v8.setFlagsFromString("--expose-gc");
  return vm.runInNewContext("gc") as () => void;
}
