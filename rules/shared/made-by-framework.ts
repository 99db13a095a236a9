import type { Resource } from "../../engine/authoring.ts";

/** Whether nobody wrote the resource: the Serverless Framework makes it for an event or a setting. */
export const isMadeByFramework = ({ type, writtenAs }: Resource): boolean =>
  writtenAs !== type && writtenAs !== "functions" && !writtenAs.startsWith("AWS::");
