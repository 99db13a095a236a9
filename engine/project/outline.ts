import type { TreeDocument } from "../syntax/document.ts";
import { type DocumentKind, kindOf } from "../template/identify.ts";
import { type Mentions, mentionsOf } from "../template/mentions.ts";

/** What other files need to know of a YAML or JSON file. It is kept with the file even where its tree is not. */
export interface Outline {
  readonly kind: DocumentKind;
  readonly mentions: Mentions;
}

export const outlineOf = (document: TreeDocument): Outline => ({
  kind: kindOf(document),
  mentions: mentionsOf(document),
});

/** Whether parts of a template may stand in other files: a Serverless service, a definition or an include by its path. */
export const mayBeWrittenElsewhere = ({ kind, mentions }: Outline): boolean => kind === "serverless" || mentions.reads;

/** Whether others may see what a template exports or gives, and so it has to be read for them. */
export const maySpeakToOthers = ({ mentions: { exports, nests, reads } }: Outline): boolean =>
  exports || nests || reads;
