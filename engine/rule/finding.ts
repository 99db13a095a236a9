import type { TextEdit } from "../text/edit.ts";
import type { Place } from "../text/source.ts";

export const severities = ["error", "warning", "info", "hint"] as const;
export type Severity = (typeof severities)[number];

export const confidences = ["high", "medium", "low"] as const;
export type Confidence = (typeof confidences)[number];

/** Which rules are on beside those that always are: those of a catalogue of controls (AWS FSBP, PCI DSS, HIPAA), or all there are. */
export const profiles = ["default", "strict", "fsbp", "pci", "hipaa"] as const;
export type Profile = (typeof profiles)[number];

/** One thing to read, in editor terms. LSP diagnostics, SARIF results and terminal text are views of it. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly message: string;
  readonly at: Place;
  /** The path of the CDK construct that the place was synthesised from. */
  readonly construct?: string;
  /** From source to sink, for a flow; related places otherwise. Empty where the place says it all. */
  readonly trace: readonly Step[];
  /** Why it weighs more or less than it would elsewhere: who reaches the function it is in. */
  readonly exposure?: string;
}

export interface Step {
  readonly at: Place;
  readonly message: string;
}

/** A cure. `safe`: it cannot break what works. Edits of one file never overlap. */
export interface Fix {
  readonly rule: string;
  readonly title: string;
  readonly safety: "safe" | "unsafe";
  readonly edits: ReadonlyMap<string, readonly TextEdit[]>;
  /** It cures nothing: it records why the finding does not count here. */
  readonly suppresses?: true;
}

export interface Hover {
  readonly at: Place;
  readonly markdown: string;
}
