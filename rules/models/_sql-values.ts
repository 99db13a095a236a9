/**
 * How a driver takes values, as the sinks of SQL hand it to their rules. `placeholder`: how a value is marked in the text. `option`: the
 * property that holds the values where the text is a property too. `values`: where they go, if not into a list behind the text:
 * `rest`, one argument each; `later`, to the call that runs the statement; `tag`, into the template of the same method without `Unsafe`;
 * `named`, into an object behind the text; `replacements`, into that option of the next argument; `input`, to calls of `.input()` on the
 * request; `none`, nowhere in this form. `before`: what the text follows in the statement, where it is only a part of one. `quotes`: what
 * `"…"` is, if not a name. `lists`: how a list of values is passed: `in`, as one value of `IN (?)`; `spread`, as `IN (:...name)`.
 * `names`: how a name is made one: a function of the receiver, or of the package.
 */
export const listed = { placeholder: "?", option: "values" } as const;

/** MySQL and what speaks as it does; the text of `query` is put together by the driver, which makes a list of a list. */
export const mysqlQuery = { ...listed, quotes: "string", lists: "in", names: "receiver.escapeId" } as const;

/** Statements that the server prepares. */
export const mysqlExecute = { ...listed, quotes: "string", names: "receiver.escapeId" } as const;

export const numbered = { placeholder: "$1", option: "values" } as const;

/** Nothing can be handed over beside the text. */
export const nowhere = { values: "none" } as const;
