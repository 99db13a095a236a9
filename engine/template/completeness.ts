import { itemsOf } from "../syntax/node.ts";
import { resolverIn } from "./beside.ts";
import { derivedOnce } from "./derived.ts";
import { field, mappingOf, textIn } from "./fields.ts";
import { openLoopIn } from "./for-each.ts";
import { sectionOf } from "./unrolled-sections.ts";

/** Transforms that add no resources of their own, or whose resources are told. */
const knownTransforms = /^AWS::(Serverless-|LanguageExtensions$|CodeDeployBlueGreen$|SecretsManager-|ServiceCatalog$)/;

/**
 * Whether a template may deploy resources that are not told: a macro makes them, a loop over what is not known, or a file that is not
 * there. Then nothing may be concluded from the absence of one.
 */
export const mayHoldMore = derivedOnce((template): boolean => {
  const transforms = itemsOf(template.section("Transform"), true).map(
    (one) => textIn(one) ?? textIn(field(one, "Name")),
  );
  if (transforms.some((name) => name === undefined || !knownTransforms.test(name))) return true;
  const written = template.section("Resources");
  const resolver = resolverIn(template);
  if (!written || !resolver) return false;
  const resources = mappingOf(sectionOf(template.root, "Resources", resolver));
  return (
    resources !== undefined && (openLoopIn(resources) !== undefined || field(resources, "Fn::Transform") !== undefined)
  );
});
