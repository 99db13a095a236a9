import type { Plain } from "../edit/edit.ts";
import { fittingTemplate } from "./fitting-template.ts";
import type { ExactStatement } from "./target.ts";
import { writtenPolicy } from "./written-statement.ts";

/** Items of SAM's `Policies`: a policy template where one allows exactly that, statements for the rest. */
export function writtenForSam(statements: readonly ExactStatement[]): readonly Plain[] {
  const found = statements.map((one) => ({
    one,
    use: one.targets && fittingTemplate({ ...one, targets: one.targets }),
  }));
  const uses = found.flatMap(({ use }) => use ?? []);
  const others = found.flatMap(({ one, use }) => (use ? [] : [one]));
  return others.length > 0 ? [...uses, writtenPolicy(others)] : uses;
}
