import type { Element, Severity, Statement } from "../../engine/authoring.ts";
import { actionNamed } from "../../engine/authoring.ts";
import { broadFor } from "./_reach.ts";
import { spokenOnAll, spokenOnStar, type Voice, voiceOf } from "./_voices.ts";
import { adminAction, grants, isLimited, powerful, serviceIn } from "./_wildcard.ts";

/** What is the worst about a statement. */
export interface Fault {
  readonly kind: "admin" | "all-but" | Voice;
  readonly at: Element;
  /** The actions that it is about, as they are written. */
  readonly actions: readonly string[];
  readonly severity: Severity;
}

/** Voices that speak of a resource, the worst first, and whether `role/*` is as bad as `*`. */
const voices: readonly (readonly [Voice, typeof spokenOnAll, Severity])[] = [
  ["role", spokenOnAll, "error"],
  ["secret", spokenOnAll, "warning"],
  ["key", spokenOnAll, "warning"],
  ["permissions", spokenOnStar, "warning"],
  ["data", spokenOnStar, "warning"],
  ["any", spokenOnStar, "warning"],
];

/** What the rules about policies would say first of a statement that stands by itself. */
export function faultOf(statement: Statement): Fault | undefined {
  const admin = adminAction(statement);
  if (admin) return { kind: "admin", at: admin, actions: ["*"], severity: "error" };
  if (!grants(statement)) return undefined;
  return wholeService(statement) ?? escalating(statement) ?? onStar(statement) ?? allBut(statement);
}

function wholeService({ actions }: Statement): Fault | undefined {
  const patterns = actions.filter(({ text }) => text !== undefined && serviceIn(text) !== undefined);
  const [at] = patterns;
  const texts = patterns.map(({ text }) => text ?? "");
  const isPowerful = texts.some((text) => powerful.has(serviceIn(text) ?? ""));
  return at && { kind: "service", at, actions: texts, severity: isPowerful ? "error" : "warning" };
}

function escalating(statement: Statement): Fault | undefined {
  if (isLimited(statement)) return undefined;
  const at = statement.actions.find(({ text }) => {
    const action = text === undefined || voiceOf(text) !== "escalation" ? undefined : actionNamed(text);
    return action && broadFor(statement, action);
  });
  return at && { kind: "escalation", at, actions: [at.text ?? ""], severity: "error" };
}

function onStar(statement: Statement): Fault | undefined {
  for (const [kind, spokenIn, severity] of voices) {
    const spoken = spokenIn(statement, kind);
    if (spoken) return { kind, at: spoken.resource, actions: spoken.actions, severity };
  }
  return undefined;
}

function allBut({ notActions, notResources }: Statement): Fault | undefined {
  const [at] = [...notActions, ...notResources];
  return at && { kind: "all-but", at, actions: [at.text ?? ""], severity: "warning" };
}
