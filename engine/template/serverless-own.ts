import type { Property, Resource } from "./model.ts";
import { computedMap } from "./property.ts";
import { shown } from "./serverless-made.ts";
import { providerAt, type Service } from "./serverless-service.ts";
import { at, boolean, known, map, text, type Value } from "./value.ts";

/** A resource some of whose properties are other than the names say. */
export const withProperties = (resource: Resource, property: Resource["property"]): Resource => ({
  ...resource,
  get template() {
    return resource.template;
  },
  property,
});

/** `vpc: null` or `false` takes a function out of the network that `provider` puts all into. */
export function withoutVpc(resource: Resource, own: Value): Resource {
  const vpc = map(own)?.get("vpc");
  const isOff = vpc?.kind === "known" && (vpc.value === null || boolean(vpc) === false);
  if (!isOff) return resource;
  return withProperties(resource, (path) => (/^VpcConfig(\/|$)/.test(path) ? undefined : resource.property(path)));
}

/** `image: name` is one of the images that `provider.ecr` describes. */
export function withImage(resource: Resource, own: Value, service: Service): Resource {
  const image = map(own)?.get("image");
  const name = text(image) ?? text(at(image, "name"));
  const described = name === undefined ? undefined : providerAt(service, "ecr", "images", name);
  if (!image || !described) return resource;
  const uri = text(described) === undefined ? at(described, "uri") : described;
  return withProperties(resource, (path) => {
    if (path === "Code/ImageUri") return uri && asProperty(uri);
    if (path !== "Code") return resource.property(path);
    const parts = new Map(uri ? [["ImageUri", asProperty(uri)]] : []);
    return asProperty(known(shown(image.at), computedMap(parts, resource.key)));
  });
}

const asProperty = (value: Value): Property => ({ value, at: value.at, inherited: true });
