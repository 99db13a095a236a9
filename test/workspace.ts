import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import { pathToFileURL } from "node:url";

/** A folder of its own for one test, gone when the test is over. Names of files are relative to it. */
export class Folder {
  readonly root: string;

  constructor(t: TestContext, files: Readonly<Record<string, string>>) {
    this.root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "handrail-test-")));
    t.after(() => fs.rmSync(this.root, { recursive: true, force: true }));
    for (const [name, text] of Object.entries(files)) this.write(name, text);
  }

  path(name: string): string {
    return path.join(this.root, name);
  }

  uri(name: string): string {
    return pathToFileURL(this.path(name)).href;
  }

  write(name: string, text: string): void {
    fs.mkdirSync(path.dirname(this.path(name)), { recursive: true });
    fs.writeFileSync(this.path(name), text);
  }

  read(name: string): string {
    return fs.readFileSync(this.path(name), "utf8");
  }

  remove(name: string): void {
    fs.rmSync(this.path(name), { recursive: true });
  }
}
