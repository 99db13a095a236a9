import type { LibraryModel } from "../../engine/authoring.ts";

/**
 * What functions of the language hand on and do no more. Those that look into what they get, such as `Object.assign`, `new Map` or the methods
 * of lists, are part of the engine.
 */
export default {
  library: "JavaScript values",
  source: "https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects (November 2026)",
  facts: [
    { pass: "data", callees: ["JSON.parse"] },
    { pass: "text", callees: ["JSON.stringify"] },
    { pass: "text", callees: ["String", "String.new"] },
    { pass: "text", callees: ["String.raw"], from: "1+" },
    { pass: "text", callees: ["decodeURIComponent", "decodeURI", "unescape"] },
    // what these write is kept apart from the text around it in an address, not in SQL or in a shell
    { pass: "text", callees: ["encodeURI", "escape"] },
    { pass: "text", callees: ["atob", "btoa"] },
    { pass: "text", callees: ["TextEncoder.new().encode", "TextDecoder.new().decode"] },
    { pass: "same", callees: ["structuredClone"] },
    { pass: "same", callees: ["Object.freeze", "Object.seal", "Object.preventExtensions", "Object"] },
    { pass: "same", callees: ["Promise.resolve", "Promise.all"] },
    { pass: "item", callees: ["Promise.race", "Promise.any"] },
    { pass: "same", callees: ["Iterator.from"] },
  ],
} satisfies LibraryModel;
