import type { Deployed, HandlerHome, Property, Resource, Rule, Template, Usage } from "../../engine/authoring.ts";
import { checkAll } from "../../engine/host.ts";
import type { Options } from "../../engine/project/config.ts";
import { rules } from "../../rules/index.ts";
import { knowledge } from "../../rules/knowledge.ts";
import { hostOf } from "../example.ts";
import { seeds } from "./seeds.ts";

/** CloudFormation's types, each with the paths of its properties that the rules' checks ask for, of whatever is in the examples. */
export function readPaths(): ReadonlyMap<string, ReadonlySet<string>> {
  const paths = new Map<string, Set<string>>();
  const note = (type: string, path: string) => {
    const known = paths.get(type);
    if (known) known.add(path);
    else paths.set(type, new Set([path]));
  };
  for (const address of rules.flatMap((rule: Rule) => (rule.kind === "template" ? rule.at : []))) {
    const [type = "", ...path] = address.split("/");
    if (path.length > 0) note(type, path.join("/"));
  }
  const watched = { ...knowledge, rules: knowledge.rules.map((rule) => watchedRule(rule, new Watch(note))) };
  for (const { files } of seeds()) checkAll(hostOf(files, watched).snapshot());
  return paths;
}

function watchedRule(rule: Rule, watch: Watch): Rule {
  if (rule.kind === "template") {
    const check = (property: Property | undefined, resource: Resource, options: Options) =>
      rule.check(property, watch.resource(resource), options);
    return { ...rule, check };
  }
  if (rule.kind !== "project") return rule;
  const check = (deployed: Deployed, usage: Usage, home: HandlerHome) =>
    rule.check({ ...deployed, resource: watch.resource(deployed.resource) }, usage, home);
  return { ...rule, check };
}

/** Resources and templates that tell what they are asked for. Each has one watched self, as its identity may count. */
class Watch {
  private readonly known = new WeakMap<object, object>();

  constructor(private readonly note: (type: string, path: string) => void) {}

  resource(resource: Resource): Resource {
    return this.once(resource, (name) => {
      if (name === "template") return this.template(resource.template);
      if (name !== "property") return Reflect.get(resource, name);
      return (path: string) => {
        this.note(resource.type, path);
        return resource.property(path);
      };
    });
  }

  private template(template: Template): Template {
    return this.once(template, (name) => {
      if (name === "resources") return template.resources.map((one) => this.resource(one));
      if (name !== "resource") return Reflect.get(template, name);
      return (id: string) => {
        const found = template.resource(id);
        return found && this.resource(found);
      };
    });
  }

  private once<T extends object>(one: T, get: (name: string | symbol) => unknown): T {
    const known = this.known.get(one);
    if (known) return known as T;
    const made = new Proxy(one, { get: (_, name) => get(name) });
    this.known.set(one, made);
    return made;
  }
}
