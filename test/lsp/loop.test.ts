import "../typescript.ts";
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Host } from "../../engine/host.ts";
import { defaultConfig } from "../../engine/project/config.ts";
import { knowledge } from "../../rules/knowledge.ts";
import type { Event } from "../../server/event.ts";
import { Loop } from "../../server/loop.ts";
import { closedPolicy, openHandler, openPolicy, sampleRules } from "./samples.ts";

/** The loop in a world whose turns are taken one at a time and whose slices hold one step. */
class World {
  readonly published: string[] = [];
  readonly faults: string[] = [];
  readonly loop: Loop;
  readonly #waiting: (() => void)[] = [];
  #clock = 0;

  constructor() {
    this.loop = new Loop(new Host(knowledge, { root: "/w" }), {
      later: (action) => this.#waiting.push(action),
      now: () => (this.#clock += 100),
      publish: ({ path, document, findings }) => {
        const rules = findings.map(({ rule }) => rule).filter((rule) => sampleRules.includes(rule));
        this.published.push(`${path} ${document?.version}: ${rules.join(" ")}`);
      },
      reload: () => {},
      released: () => {},
      fault: (doing, error) => this.faults.push(`${doing}: ${error}`),
    });
    this.loop.handle({ kind: "configured", config: defaultConfig, scope: "workspace" });
    this.run();
  }

  turn(): boolean {
    const action = this.#waiting.shift();
    action?.();
    return action !== undefined;
  }

  /** Takes turns until nothing waits; answers how many. */
  run(): number {
    let turns = 0;
    while (this.turn()) turns++;
    return turns;
  }
}

const opened = (path: string, text: string): Event => ({
  kind: "opened",
  path,
  uri: `file://${path}`,
  version: 1,
  text,
});
const changed = (path: string, version: number, text: string): Event => ({
  kind: "changed",
  path,
  version,
  edits: [{ text }],
});

const handler = "/w/handler.js";
const policy = "/w/policy.json";

const loaded = (path: string, text: string): Event => ({ kind: "loaded", files: [{ path, text }], names: [] });

/** How many turns it takes until nothing is left to do about an event. */
function turnsOf(event: Event): number {
  const world = new World();
  world.loop.handle(event);
  const turns = world.run();
  assert.ok(turns > 4, `only ${turns} turns: there is no step to overtake`);
  return turns;
}

describe("the loop", () => {
  for (const [event, version] of [
    [opened(handler, openHandler), 1],
    [loaded(handler, openHandler), undefined],
  ] as const) {
    it(`loses nothing at whichever step an edit elsewhere overtakes the run of a file that was ${event.kind}`, () => {
      for (let taken = 0, turns = turnsOf(event); taken < turns; taken++) {
        const world = new World();
        world.loop.handle(opened(policy, closedPolicy));
        world.run();
        world.loop.handle(event);
        for (let turn = 0; turn < taken; turn++) world.turn();
        world.loop.handle(changed(policy, 2, openPolicy));
        world.run();
        const last = [`${handler} ${version}: injection/command`, `${policy} 2: iam/admin-star`];
        for (const one of last) assert.ok(world.published.includes(one), `${one} after ${taken} turns`);
        assert.deepEqual(world.faults, []);
      }
    });
  }

  it("publishes only the last version at whichever step an edit overtakes the run", () => {
    const turns = turnsOf(opened(handler, openHandler));
    for (let taken = 0; taken < turns - 1; taken++) {
      const world = new World();
      world.loop.handle(opened(handler, openHandler));
      for (let turn = 0; turn < taken; turn++) world.turn();
      const before = [...world.published];
      world.loop.handle(changed(handler, 2, ""));
      world.run();
      assert.deepEqual(world.published.slice(before.length), [`${handler} 2: `], `overtaken after ${taken} turns`);
    }
  });

  it("checks the document that was last edited first, then the other open ones, then the rest", () => {
    const world = new World();
    const rest = ["/w/a.json", "/w/b.json"].map((path) => ({ path, text: openPolicy }));
    world.loop.handle({ kind: "loaded", files: rest, names: [] });
    world.loop.handle(opened("/w/c.json", closedPolicy));
    world.loop.handle(opened("/w/d.json", closedPolicy));
    world.loop.handle(changed("/w/c.json", 2, openPolicy));
    world.run();
    const inOrder = [...new Set(world.published)];
    assert.deepEqual(inOrder, [
      "/w/c.json 2: iam/admin-star",
      "/w/d.json 1: ",
      "/w/a.json undefined: iam/admin-star",
      "/w/b.json undefined: iam/admin-star",
    ]);
  });

  it("answers a question from the newest text, though it was asked before an edit", () => {
    const world = new World();
    world.loop.handle(opened(policy, openPolicy));
    const answers: unknown[] = [];
    const question = {
      name: "asking",
      ask: (snapshot: ReturnType<Host["snapshot"]>) => snapshot.check(policy),
      answer: (value: unknown) => answers.push((value as unknown[]).length),
      isCancelled: () => false,
    };
    world.loop.handle({ kind: "asked", question });
    world.turn();
    world.turn();
    world.loop.handle(changed(policy, 2, closedPolicy));
    world.run();
    assert.deepEqual(answers, [0]);
  });

  it("outlives a question that fails", () => {
    const world = new World();
    const answers: unknown[] = [];
    const question = {
      name: "failing",
      ask: () => {
        throw new Error("a fault");
      },
      answer: (value: unknown) => answers.push(value),
      isCancelled: () => false,
    };
    world.loop.handle({ kind: "asked", question });
    world.loop.handle(opened(policy, openPolicy));
    world.run();
    assert.deepEqual(answers, [undefined]);
    assert.deepEqual(world.faults, ["failing: Error: a fault"]);
    assert.deepEqual(world.published, [`${policy} 1: iam/admin-star`]);
  });
});
