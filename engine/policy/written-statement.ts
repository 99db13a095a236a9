import type { Plain } from "../edit/edit.ts";
import type { ExactStatement } from "./target.ts";
import { writtenTarget } from "./written-arn.ts";

/** A statement as a template writes it. A resource that is not known is left to a person: an ARN that grants nothing stands in its place. */
export function writtenStatement({ actions, targets }: ExactStatement): Plain {
  const resources = targets?.map(writtenTarget) ?? [nothing];
  return { Effect: "Allow", Action: alone(actions), Resource: alone(resources) };
}

/** Says what is missing, and matches nothing until it is replaced. */
const nothing = "arn:aws:name-the-resource:::";

const alone = (list: readonly Plain[]): Plain => (list.length === 1 && list[0] !== undefined ? list[0] : list);

/** A whole policy document. */
export const writtenPolicy = (exact: readonly ExactStatement[]): Plain => ({
  Version: "2012-10-17",
  Statement: exact.map(writtenStatement),
});
