import { arnOf } from "../policy/arn.ts";
import type { UsedCall } from "../program/sdk.ts";
import type { Deployed } from "../project/deployed.ts";
import { resourcesOfType } from "../template/of-type.ts";
import { textOf } from "../template/references.ts";
import { below, targetAt } from "./named-arn.ts";
import { type Found, nothingKnown } from "./targets.ts";

const methods: Readonly<Record<string, string>> = {
  PostToConnection: "POST",
  GetConnection: "GET",
  DeleteConnection: "DELETE",
};

/**
 * The connections that a call of the management API is about. The address of the API is no parameter of the call: where the template has one
 * WebSocket API, it is that of this one.
 */
export function connectionTargets({ operation }: UsedCall, { template }: Deployed): Found {
  const apis = resourcesOfType(template, "AWS::ApiGatewayV2::Api").filter(
    (api) => textOf(api, "ProtocolType")?.toUpperCase() === "WEBSOCKET",
  );
  const [api, ...others] = apis;
  const target = api && others.length === 0 ? targetAt(arnOf(api), template) : undefined;
  const method = Object.hasOwn(methods, operation) ? methods[operation] : undefined;
  if (!target || method === undefined) return nothingKnown;
  return { targets: [below(target, `/*/${method}/@connections/*`)], isPartial: false };
}
