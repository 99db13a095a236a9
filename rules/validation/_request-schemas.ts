import { type Operation, referredTo, type Scalar, type Value, value } from "../../engine/authoring.ts";

/** A schema that bodies of requests are checked against. */
export interface RequestSchema {
  readonly name: string;
  /** Where a finding about it goes. */
  readonly key: Scalar;
  readonly schema: Value;
  /** What `$ref` of it refers into. */
  readonly root: Value | undefined;
}

/** The schemas of an operation's body, in whatever dialect they are written. Those that are elsewhere, or texts, are left out. */
export function requestSchemas(operation: Operation): readonly RequestSchema[] {
  const { models, api, declaredBy } = operation;
  if (!models) return [];
  if (api === declaredBy) return definedSchemas(operation);
  const named = value.text(models);
  if (named !== undefined) {
    const model = api?.property(`Models/${named}`);
    return model?.key ? [{ name: named, key: model.key, schema: model.value, root: undefined }] : [];
  }
  return (value.map(models)?.entries ?? []).flatMap(({ key, value: model }): readonly RequestSchema[] => {
    const resource = referredTo(model, declaredBy.template);
    const schema = resource ? resource.property("Schema")?.value : model;
    if (!schema || !value.map(schema)) return [];
    return [{ name: resource?.name ?? String(key.value), key: resource?.key ?? key, schema, root: schema }];
  });
}

function definedSchemas({ models, api }: Operation): readonly RequestSchema[] {
  const root = api?.property("Body")?.value;
  const contents = value.map(value.at(models, "content"))?.entries.map(({ value: content }) => content) ?? [];
  return [models, ...contents].flatMap((holder): readonly RequestSchema[] => {
    const entry = value.map(holder)?.entries.find(({ key }) => key.value === "schema");
    if (!entry) return [];
    const target = pointed(entry.value, root);
    if (target) return [{ ...target, root }];
    return [{ name: "schema", key: entry.key, schema: entry.value, root }];
  });
}

/** What a local `$ref` points at, with the key it stands under. */
export function pointed(
  schema: Value,
  root: Value | undefined,
): Pick<RequestSchema, "name" | "key" | "schema"> | undefined {
  const path = value.text(value.map(schema) && value.at(schema, "$ref"));
  if (!path?.startsWith("#/")) return undefined;
  const keys = path.slice(2).split("/");
  const name = keys.pop() ?? "";
  const entry = value.map(value.at(root, ...keys))?.entries.find(({ key }) => key.value === name);
  return entry && { name, key: entry.key, schema: entry.value };
}
