import { memo, memoByText } from "../memo.ts";
import type { ScriptDocument } from "../syntax/document.ts";
import { type Abstract, property, unknown } from "./abstract.ts";
import { identityOf } from "./dependence.ts";
import { asLibrary } from "./library-path.ts";
import { indexOf } from "./model-index.ts";
import type { Models } from "./models.ts";

/** What annotations of a TypeScript module say of values: which library they are of. */
export interface Types {
  /** Different wherever a name of a type may mean something else. */
  readonly key: string;
  /** A value that is annotated, as far as nothing else is known of it. */
  typed(value: Abstract, type: string | undefined): Abstract;
}

/** A name of a type: of a library, or declared. */
type Named = { readonly path: string } | { readonly text: string };

const deepest = 6;

export function typesOf(document: ScriptDocument, models: Models): Types {
  if (!/\.[cm]?tsx?$/.test(document.file.path)) return { key: "", typed: (value) => value };
  const { names, key } = namesIn(document);
  const said = memoByText((type: string) => meant(type, names, models, 0));
  return { key, typed: (value, type) => (type === undefined ? value : joined(value, said(type))) };
}

const namesIn = memo(
  (document: ScriptDocument): { readonly names: ReadonlyMap<string, Named>; readonly key: string } => {
    const names = new Map<string, Named>();
    const blocks: number[] = [];
    for (const one of document.statements) {
      if (one.kind !== "import" && one.kind !== "type") continue;
      blocks.push(identityOf(one.block));
      for (const { imported, local } of one.names) {
        const isWhole = imported === "*" || imported === "default";
        if (one.from === undefined) names.set(local, { text: (one.kind === "type" && one.text) || "" });
        else if (!/^[./#~]/.test(one.from))
          names.set(local, { path: asLibrary(one.from) + (isWhole ? "" : `.${imported}`) });
      }
    }
    return { names, key: blocks.join() };
  },
);

/** The value with what its type says, where it may be anything. */
function joined(value: Abstract, said: Abstract | undefined): Abstract {
  if (!said || value.api !== undefined || value.fn || value.item) return value;
  if (value.literal !== undefined && value.literal !== null) return value;
  if (said.api !== undefined) return value.shape ? value : { taints: value.taints, api: said.api };
  if (value.shape?.open === false) return value;
  const properties = new Map(value.shape?.properties);
  for (const [name, part] of said.shape?.properties ?? []) properties.set(name, joined(property(value, name), part));
  return { ...value, literal: undefined, shape: { properties, open: true } };
}

/** What a type says, or undefined if that is nothing. */
function meant(type: string, names: ReadonlyMap<string, Named>, models: Models, depth: number): Abstract | undefined {
  if (depth > deepest || type.length > 5000) return undefined;
  const [only, ...others] = cutAt(type, /[|]/).filter((one) => !/^(?:null|undefined|)$/.test(one));
  if (only === undefined || others.length > 0) return undefined;
  const inner = (text: string) => meant(text, names, models, depth + 1);
  if (only.startsWith("{") && only.endsWith("}")) return withMembers(only.slice(1, -1), inner);
  const [, name = "", , argument] = /^([\w$]+(?:\.[\w$]+)*)\s*(<(.*)>)?$/s.exec(only) ?? [];
  if (/^(?:Promise|Readonly|Partial|Required|NonNullable|Awaited)$/.test(name) && argument) return inner(argument);
  const [head = "", ...rest] = name.split(".");
  const known = names.get(head);
  if (!known) return undefined;
  if ("text" in known) return rest.length === 0 ? inner(known.text) : undefined;
  return ofLibrary([known.path, ...rest].join("."), models);
}

function withMembers(text: string, inner: (type: string) => Abstract | undefined): Abstract | undefined {
  const properties = new Map<string, Abstract>();
  for (const member of cutAt(text.replace(/\/\*.*?\*\/|\/\/[^\n]*/gs, ""), /[;,\n]/)) {
    const [, name, type = ""] = /^(?:readonly\s+)?["']?([\w$]+)["']?\??\s*:\s*(.*)$/s.exec(member) ?? [];
    const said = name === undefined ? undefined : inner(type);
    if (name !== undefined && said) properties.set(name, said);
  }
  return properties.size > 0 ? { ...unknown, shape: { properties, open: true } } : undefined;
}

/** The pieces of a text between marks that stand in no brackets. */
function cutAt(text: string, mark: RegExp): readonly string[] {
  const pieces: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    if (/[([{<]/.test(char)) depth++;
    else if (/[)\]}]/.test(char) || (char === ">" && text.charAt(i - 1) !== "=")) depth--;
    else if (depth === 0 && mark.test(char)) {
      pieces.push(text.slice(start, i).trim());
      start = i + 1;
    }
  }
  return [...pieces, text.slice(start).trim()];
}

/** Names of what is handed to libraries, and comes back from them: data, with the methods of the language. */
const data =
  /(?:Input|Output|Options?|Config|Configuration|Params|Parameters|Args|Props|Result|Results|Response|Request|Row|Rows|Packet|Field|Fields|Error|Event|Filter|Document|Schema|Type|Value|Data|Info|Id)$/;

/** An instance of a library's class, of which models say something; or what they say that the type is. */
function ofLibrary(path: string, models: Models): Abstract | undefined {
  const index = indexOf(models);
  const is = index.type(path);
  if (is !== undefined) return { taints: [], api: is };
  const [, service, name = ""] = /^(?:@aws-sdk\/client-([\w-]+)|[^.]+)\.(?:.*\.)?(\w+)$/.exec(path) ?? [];
  const isClient = name.toLowerCase().replace(/client$/, "") === service?.replaceAll("-", "");
  const api = `${path}.new()`;
  if (service !== undefined ? !isClient : data.test(name) || !index.of(api).isModelled) return undefined;
  return { taints: [], api };
}
