import { type Edit, entryOf, type Resource, type Scalar, type SiteEdit, textAt } from "../../engine/authoring.ts";

/** The variable is named for what it holds from now on: `DB_PASSWORD_SECRET_ARN`. */
export function renamedToArn(key: Scalar, edit: Edit): readonly SiteEdit[] {
  const name = String(key.value);
  const quote = /^["']/.exec(textAt(key))?.[0] ?? "";
  return edit.text(key, `${quote}${name}${/_SECRET$/.test(name) ? "" : "_SECRET"}_ARN${quote}`);
}

/** Lets a SAM function read the secret of a logical id. Empty where its rights are not written at the function. */
export function mayRead(resource: Resource, id: string, edit: Edit): readonly SiteEdit[] | undefined {
  const { properties, writtenAs } = resource;
  if (writtenAs !== "AWS::Serverless::Function" || !properties || resource.property("Role")) return [];
  const grant = { AWSSecretsManagerGetSecretValuePolicy: { SecretArn: { Ref: id } } };
  const policies = entryOf(properties, "Policies")?.value;
  return policies ? edit.append(policies, grant) : edit.set(properties, ["Policies"], [grant]);
}
