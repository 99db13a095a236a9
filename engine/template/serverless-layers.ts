import { entriesIn, field, mappingOf } from "./fields.ts";
import type { Resource, Template } from "./model.ts";
import type { Naming } from "./naming.ts";
import { computed, madeResource, normalName, referenceTo } from "./serverless-made.ts";
import { mappingsIn, solid } from "./serverless-parts.ts";
import type { Service } from "./serverless-service.ts";
import { at, items, map, text, type Value } from "./value.ts";

const layerNames: readonly Naming[] = [
  { property: "LayerName", own: "name" },
  { property: "Description", own: "description" },
  { property: "LicenseInfo", own: "licenseInfo" },
  { property: "CompatibleRuntimes", own: "compatibleRuntimes" },
  { property: "CompatibleArchitectures", own: "compatibleArchitectures" },
];

/** The layers of a service, and who may use them. */
export function layerResources(service: Service, template: Template): Resource[] {
  const layers = mappingsIn(field(service.root, "layers"), service.resolver).flatMap((part) => entriesIn(part));
  return layers.flatMap((entry) => {
    const own = service.resolver.resolve(entry.value);
    const name = `${normalName(String(entry.key.value))}LambdaLayer`;
    const layer = madeResource(template, {
      name,
      type: "AWS::Lambda::LayerVersion",
      writtenAs: "layers",
      entry,
      own,
      namings: layerNames,
      body: mappingOf(solid(entry.value, service.resolver)),
      given: { LayerName: computed(entry.key, String(entry.key.value)) },
    });
    const accounts = map(own) ? items(at(own, "allowedAccounts")) : [];
    return [layer, ...accounts.map((account) => permission(account, layer, template))];
  });
}

const permission = (account: Value, layer: Resource, template: Template): Resource =>
  madeResource(template, {
    name: `${normalName(String(layer.key.value))}${(text(account) ?? "").replace("*", "Wild")}LambdaLayerPermission`,
    type: "AWS::Lambda::LayerVersionPermission",
    writtenAs: "layers",
    entry: layer.entry,
    own: undefined,
    namings: [],
    given: {
      Action: computed(layer.key, "lambda:GetLayerVersion"),
      LayerVersionArn: referenceTo(layer.key, layer.name),
      Principal: account,
    },
  });
