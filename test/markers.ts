/** The reader of examples' markers; it lives with the tools, since the documentation pages are made from examples too. */
export * from "../tools/markers.ts";
