import type { ProofWords } from "../../tools/gen/proof-words.ts";

/** An attack on a handler that Handrail reports: it works on the text as it is, and does not once Handrail's own fix is applied. */
export interface Proof extends ProofWords {
  /** The title of the rule's bad example that is attacked, or files by path, the handler's first. */
  readonly code: string | Readonly<Record<string, string>>;
  /** The handler's exported name; default "handler". */
  readonly exported?: string;
  readonly attack: ProofWords["attack"] & {
    readonly event: unknown;
    succeeds(outcome: Outcome): boolean;
  };
  readonly honest: ProofWords["honest"] & {
    readonly event: unknown;
    isAnswered(outcome: Outcome): boolean;
  };
  /** What packages stand for: a file of `adapters`, or undefined for the real package of that name. Any other import fails. */
  readonly packages?: Readonly<Record<string, string | undefined>>;
  /** Global names that the handler uses without declaring them, such as `db`: a file of `adapters`, whose exports are the value. */
  readonly globals?: Readonly<Record<string, string>>;
  /** Handed to the adapters as `job.data`: the tables of a database, say. */
  readonly data?: string;
  /** Files of the run's folder beside the handler. Those in `bin/` are programs that are found by their name. */
  readonly beside?: Readonly<Record<string, string>>;
  /** Absolute paths in the handler's text that stand for the run's folder: `{ "/mnt/photos": "photos" }`. */
  readonly places?: Readonly<Record<string, string>>;
  /** A file of `adapters` whose function runs before the handler; the texts it answers with replace `$NAME` in events and code. */
  readonly prepare?: string;
  /** The title of the cure that is applied; default: the first one. */
  readonly cure?: string;
  /** Seconds after which the attack counts as hung; default 60. The honest request, which goes first and waits for engines to start, has 60. */
  readonly patience?: number;
}

/** What came of one request. */
export interface Outcome {
  /** What the handler answered, as JSON has it. Undefined if it threw or hung. */
  readonly answer?: unknown;
  /** The message of what it threw. */
  readonly error?: string;
  readonly isHung: boolean;
  /** What it wrote to the console. */
  readonly output: string;
  /** What adapters noted of this request: statements, requests that a server got. */
  readonly noted: readonly unknown[];
  /** The files of the run's folder that are new or changed since the handler was loaded, with their texts. */
  readonly files: Readonly<Record<string, string>>;
}

/** The body of a response, parsed. Undefined if there is none. */
export function bodyOf({ answer }: Outcome): unknown {
  const body = (answer as { body?: unknown } | undefined)?.body;
  try {
    return typeof body === "string" ? JSON.parse(body) : body;
  } catch {
    return body;
  }
}
