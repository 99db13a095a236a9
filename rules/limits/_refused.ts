import { type Cure, type Edit, type Node, type Resource, referredTo, type Scalar } from "../../engine/authoring.ts";

/** Something that a deployment is refused for. */
export interface Refused {
  readonly at: Node | Scalar;
  readonly message: string;
  cure?(edit: Edit): Cure | undefined;
}

/** A cure for what is refused cannot break anything: nothing runs with it. */
export const cured = (title: string, edits: Cure["edits"] | undefined): Cure | undefined =>
  edits && { title, safety: "safe", edits };

export const grouped = (number: number): string => number.toLocaleString("en-US");

/** What a message calls a resource. What is made of a function's event goes by the function's name. */
export function nameOf(resource: Resource): string {
  const isMade = resource.writtenAs !== resource.type && resource.type === "AWS::Lambda::EventSourceMapping";
  const owner = isMade ? referredTo(resource.property("FunctionName")?.value, resource.template) : undefined;
  return `'${(owner ?? resource).name}'`;
}
