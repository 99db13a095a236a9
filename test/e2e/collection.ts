import * as fs from "node:fs";
import * as path from "node:path";

interface Case {
  readonly name: string;
  readonly body: () => Promise<void>;
}

const MARK = "HANDRAIL-E2E ";
const LIMIT = 60_000;
const cases: Case[] = [];

export function test(name: string, body: () => Promise<void>): void {
  cases.push({ name, body });
}

/** Runs every test in order, a failure not stopping the next, and tells the harness each outcome in a line of the log. */
export async function runAll(): Promise<void> {
  let failures = 0;
  for (const { name, body } of cases) {
    const start = Date.now();
    const error = await within(LIMIT, name, body()).then(() => undefined, textOf);
    if (error !== undefined) failures++;
    tell({ test: name, error, milliseconds: Date.now() - start });
  }
  if (failures > 0) throw new Error(`${failures} failed`);
}

/** Asks the harness for a picture of the window, with so many of each selector in it, and waits until it is there. */
export async function picture(name: string, showing: Readonly<Record<string, number>> = {}): Promise<void> {
  const file = path.join(process.env["HANDRAIL_E2E_PICTURES"] ?? ".", name);
  fs.rmSync(file, { force: true });
  await within(
    15_000,
    `the picture ${name}`,
    new Promise<void>((resolve) => {
      const watcher = fs.watch(path.dirname(file), () => {
        if (!fs.existsSync(file)) return;
        watcher.close();
        resolve();
      });
      tell({ picture: name, showing });
    }),
  );
}

/** The outcome of `promise`, or a failure that names what was waited for. */
export async function within<T>(milliseconds: number, what: string | (() => string), promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Error(`waited ${milliseconds / 1000} s for ${typeof what === "string" ? what : what()}`)),
      milliseconds,
    );
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

function tell(message: object): void {
  console.log(MARK + JSON.stringify(message));
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
