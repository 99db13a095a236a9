import type { Deployed } from "../project/deployed.ts";
import type { Gap, Usage } from "../project/usage.ts";
import { needsOfCall } from "./call-needs.ts";
import { keyNeeds } from "./key-needs.ts";
import type { Need } from "./need.ts";
import { platformNeeds } from "./platform-needs.ts";

/**
 * What a deployed function needs: for its calls, for what Lambda does in its name, and for the keys of what both touch. `gaps`: calls of which
 * it is not known what they need.
 */
export function needsOf(
  deployed: Deployed,
  usage: Usage,
): { readonly needs: readonly Need[]; readonly gaps: readonly Gap[] } {
  const says = (word: string) => usage.modules.some(({ file }) => file.text.includes(word));
  const calls = usage.calls.map((call) => needsOfCall(call, { deployed, says }));
  const needs = [...calls.flatMap((one) => one.needs), ...platformNeeds(deployed)];
  return { needs: [...needs, ...keyNeeds(needs, deployed)], gaps: calls.flatMap((one) => one.gaps) };
}
