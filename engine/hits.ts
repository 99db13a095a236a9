import type { Flow } from "./flow/flow.ts";
import type { Means } from "./means.ts";
import { usageAmongSharers } from "./privileges/sharing.ts";
import type { Entry } from "./program/code.ts";
import type { Analysis } from "./project/analysis.ts";
import { type Deployed, deployedOf } from "./project/deployed.ts";
import { exposureOfAll, exposuresIn } from "./project/exposures.ts";
import { handlerHome } from "./project/handler-home.ts";
import type { Links } from "./project/links.ts";
import type { Workspace } from "./project/workspace.ts";
import { codeHits, taintHits } from "./rule/drive-code.ts";
import { heldHits, manifestHits, secretHits } from "./rule/drive-file.ts";
import { type Exposure, exposed } from "./rule/exposure.ts";
import type { HitLists } from "./rule/findings.ts";
import type { Hit } from "./rule/hit.ts";
import { cutShortHits, unreadableHits } from "./rule/unreadable.ts";
import type { Document, ScriptDocument } from "./syntax/document.ts";
import { languageOf } from "./syntax/read.ts";
import type { Task } from "./task.ts";
import type { Template } from "./template/model.ts";

/** What every kind of rule finds in one workspace, file by file: each driver asked, what was found before taken over. */
export class Hits {
  constructor(
    private readonly workspace: Workspace,
    private readonly analysis: Analysis,
    private readonly means: Means,
    private readonly links: () => Task<Links>,
  ) {}

  /** All hits whose place is in a file, list by list. */
  *of(document: Document): Task<HitLists> {
    return [...(yield* this.fileHits(document)), ...(yield* this.linkedHits(document))];
  }

  /** Hits that follow from the file alone. */
  private *fileHits(document: Document): Task<readonly (readonly Hit[])[]> {
    const { driver, knowledge, boundaries } = this.means;
    const own = yield* this.keep(document, function* () {
      const hits = [...unreadableHits(document), ...heldHits(document, knowledge.rules, boundaries.guard)];
      if (document.language === "script" || document.language === "text")
        return [...hits, ...(yield* secretHits(document, knowledge.rules, boundaries.guard))];
      return [...hits, ...(yield* driver.policyFile(document))];
    });
    return document.language === "script" || document.language === "text"
      ? [own]
      : [own, ...(yield* driver.texts(document))];
  }

  /** Hits that were made before from the same thing, or made now. */
  private *keep(from: object, make: () => Task<readonly Hit[]>): Task<readonly Hit[]> {
    const known = this.means.keptHits.get(from);
    if (known) return known;
    const hits = yield* make();
    this.means.keptHits.set(from, hits);
    return hits;
  }

  /** Hits that follow from the file and others. */
  private *linkedHits(document: Document): Task<readonly (readonly Hit[])[]> {
    const { knowledge, boundaries } = this.means;
    yield* this.analysis.readTrees();
    const lists = [yield* manifestHits(document, this.analysis, this.exists, knowledge.rules, boundaries.guard)];
    if (document.language === "script") {
      const code = this.analysis.code(document, yield* this.importers(document));
      if (code) {
        const hits = yield* this.keep(code, () => codeHits(code, knowledge.rules, boundaries.guard));
        lists.push(exposed(hits, ({ match }) => this.exposureOf(code.handlerOf(match.at))));
      }
      lists.push(yield* this.flowHits(document));
      lists.push(yield* this.deployedHits(document));
      if (code && code.entries.length > 0) lists.push(cutShortHits(this.analysis.module(document)?.cutShort ?? []));
    }
    for (const hits of yield* this.templateHits(document.file.path)) lists.push(hits);
    return lists;
  }

  /** Hits of the templates that the file is, or is a part of: those that lie in it. */
  private *templateHits(path: string): Task<readonly (readonly Hit[])[]> {
    const hits: (readonly Hit[])[] = [];
    const others: Template[] = [];
    for (const template of this.analysis.templatesInParts()) {
      if (template.document.file.path === path) continue;
      const found = yield* this.hitsOf(template);
      if (!this.analysis.filesOf(template).has(path)) continue;
      others.push(template);
      hits.push(...found);
    }
    // a part of a Serverless service means nothing by itself
    const own = others.some(({ dialect }) => dialect === "serverless") ? undefined : this.analysis.templateAt(path);
    if (own) hits.push(...(yield* this.hitsOf(own)));
    const isElsewhere = others.length > 0 || (own && this.analysis.filesOf(own).size > 0);
    return isElsewhere ? hits.map((some) => some.filter((hit) => hit.match.at.block.path === path)) : hits;
  }

  private *hitsOf(template: Template): Task<readonly (readonly Hit[])[]> {
    const { driver } = this.means;
    const hits = [...(yield* driver.template(template))];
    for (const [index, deployed] of deployedOf(template).entries()) {
      const found = this.hitsAbout(deployed).filter((hit) => !isInCode(hit, template));
      if (found.length > 0) hits.push(found);
      if (index % 50 === 0) yield;
    }
    const exposureAt = exposuresIn(template);
    return hits.map((some) => exposed(some, ({ match }) => exposureAt(match.at)));
  }

  private exposureOf(entry: Entry | undefined): Exposure | undefined {
    const deployed = entry ? this.analysis.deployedBy(entry) : [];
    return deployed.length > 0 ? exposureOfAll(deployed) : undefined;
  }

  /** Flows that end in the script, wherever they begin: of several that end in one place the first, handlers by path. */
  private *flowHits(document: ScriptDocument): Task<readonly Hit[]> {
    const hits: Hit[] = [];
    const path = document.file.path;
    for (const starts of yield* this.importers(document)) {
      for (const flows of this.analysis.flows(starts)) {
        const { knowledge, boundaries } = this.means;
        const found = yield* this.keep(flows, () => taintHits(flows, knowledge.rules, boundaries.guard));
        for (const hit of exposed(found, ({ match }) => this.exposureOf((match.data as Flow).entry)))
          if (hit.match.at.block.path === path && !hits.some((other) => isSameHit(other, hit))) hits.push(hit);
      }
    }
    return hits;
  }

  /** Hits of project rules; they may lie in the template or in code. */
  private hitsAbout(deployed: Deployed): readonly Hit[] {
    const usage = usageAmongSharers(this.analysis, deployed);
    return this.means.driver.deployed(deployed, usage, handlerHome(this.analysis, deployed));
  }

  /** Hits of project rules that lie in the script: about functions whose handlers reach it. Of several at one place the first. */
  private *deployedHits(document: ScriptDocument): Task<readonly Hit[]> {
    const hits: Hit[] = [];
    const { path } = document.file;
    const reaching = new Set(yield* this.importers(document));
    for (const deployed of this.analysis.deployed()) {
      const handler = this.analysis.handlerScript(deployed);
      if (!handler || !reaching.has(handler)) continue;
      for (const hit of this.hitsAbout(deployed))
        if (hit.match.at.block.path === path && !hits.some((other) => isSameHit(other, hit))) hits.push(hit);
      yield;
    }
    return hits;
  }

  /** The script and all that import it, directly or not, by path. */
  private *importers(document: ScriptDocument): Task<readonly ScriptDocument[]> {
    const paths = [...(yield* this.links()).importers(document.file.path)].sort();
    return paths.flatMap((path) => {
      const one = this.analysis.document(path);
      return one?.language === "script" ? [one] : [];
    });
  }

  private readonly exists = (path: string): boolean => {
    const { files, names } = this.workspace;
    if (!path.endsWith("/")) return files.has(path) || names.has(path);
    return [...files.keys(), ...names].some((one) => one.startsWith(path));
  };
}

/** Whether a hit lies in code, which tells it itself; a Serverless service may be a script, too. */
const isInCode = ({ match }: Hit, template: Template): boolean =>
  languageOf(match.at.block.path) === "script" && match.at.block.path !== template.document.file.path;

const isSameHit = (a: Hit, b: Hit): boolean =>
  a.rule === b.rule && a.match.at.block === b.match.at.block && a.match.at.start === b.match.at.start;
