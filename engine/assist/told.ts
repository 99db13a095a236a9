import { type FunctionReport, functionReport } from "../privileges/function-report.ts";
import { privilegesOf } from "../privileges/privileges.ts";
import { usageAmongSharers } from "../privileges/sharing.ts";
import type { Deployed } from "../project/deployed.ts";
import type { Scene } from "./scene.ts";
import { excessOf } from "./tightening.ts";

/** What is told of a function. */
export interface Told {
  readonly report: FunctionReport;
  readonly deployed: Deployed;
  /** All its calls are known. */
  readonly isCodeKnown: boolean;
  /** Something that the role grants can be taken away. */
  readonly hasExcess: boolean;
}

export function told({ analysis, placeOf }: Scene, deployed: Deployed): Told {
  const privileges = privilegesOf(deployed, usageAmongSharers(analysis, deployed));
  const hasExcess = excessOf(privileges).length > 0;
  const isCodeKnown = privileges.usage.complete;
  return { report: functionReport(privileges, undefined, placeOf), deployed, isCodeKnown, hasExcess };
}
