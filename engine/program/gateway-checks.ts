import { type JsonPart, jsonSchema } from "../flow/json-schema.ts";
import { eitherSchema, type Schema } from "../flow/schema.ts";
import type { Deployed } from "../project/deployed.ts";
import type { Operation } from "../template/operation.ts";
import { operationsOf } from "../template/operations.ts";
import { referredTo } from "../template/references.ts";
import { at, boolean, list, map, primitive, type Value } from "../template/value.ts";

/**
 * What a REST API lets through to a function, if all its routes check the body against a model. A model for one content type checks nothing
 * where the request names another, which is the caller's choice: only one for `$default` counts. Of parameters it only asks if they are there.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
 */
export function checkedByGateway({ resource, template, triggers }: Deployed): Schema | undefined {
  const operations = operationsOf(template).filter(({ runs }) => runs === resource);
  if (operations.length < triggers.length || triggers.some(({ kind }) => kind !== "rest-api")) return undefined;
  const [first, ...others] = operations.map(bodySchema);
  const body = others.reduce((all, one) => all && one && eitherSchema(all, one), first);
  return body && { clean: [], keepsOthers: true, fields: new Map([["body", body]]) };
}

function bodySchema({ declaredBy: { template }, validator, models }: Operation): Schema | undefined {
  const checks = referredTo(validator, template)?.property("ValidateRequestBody")?.value;
  const model = referredTo(models && at(models, "$default"), template);
  if (boolean(checks) !== true || model?.type !== "AWS::ApiGateway::Model") return undefined;
  return jsonSchema(partOf(model.property("Schema")?.value));
}

const partOf = (value: Value | undefined): JsonPart => ({
  literal: primitive(value),
  keys: map(value)?.entries.map(({ key }) => String(key.value)) ?? list(value)?.items.map((_, index) => String(index)),
  at(key) {
    const part = map(value) && at(value, key);
    return part && partOf(part);
  },
});
