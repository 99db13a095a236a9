import { type Template, value } from "../../engine/authoring.ts";

/** Whether a Serverless service may use a plugin of such a name: it does, or its list of plugins is not known. */
export function mayUsePlugin(template: Template, name: RegExp): boolean {
  const section = template.section("plugins");
  const plugins = section && template.resolve(section);
  if (!plugins || value.primitive(plugins) === null) return false;
  const list = value.list(value.map(plugins) ? value.at(plugins, "modules") : plugins);
  if (!list) return true;
  return list.items.some((item) => {
    const text = value.text(item);
    return text === undefined || name.test(text);
  });
}
