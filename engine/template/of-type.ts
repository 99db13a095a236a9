import { gathered } from "./derived.ts";

/** The resources of a CloudFormation type, in the order of the file. */
export const resourcesOfType = gathered((resource) => [[resource.type, resource]]);
