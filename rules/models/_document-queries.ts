/** Operators of MongoDB's query language that compare with what they are given, and read no operator in it: `{ name: { $eq: x } }`. */
export const comparing: readonly string[] = [
  "$eq",
  "$ne",
  "$gt",
  "$gte",
  "$lt",
  "$lte",
  "$in",
  "$nin",
  "$regex",
  "$options",
];

/** Where a filter takes JavaScript. */
export const codeInFilter: readonly string[] = ["$where", "$expr.$function.body", "$or.*.$where", "$and.*.$where"];

/** Where the stages of an aggregation take JavaScript. */
export const codeInPipeline: readonly string[] = [
  "*.$match.$expr.$function.body",
  "*.*.*.$function.body",
  "*.$group.*.$accumulator.*",
];

/** Where an update takes whole documents. */
export const documentsInUpdate: readonly string[] = ["$set", "$setOnInsert"];

/** Methods of the driver, and of what stands on it, whose first argument is a filter. */
export const filterMethods: readonly string[] = [
  "find",
  "findOne",
  "findOneAndUpdate",
  "findOneAndReplace",
  "findOneAndDelete",
  "updateOne",
  "updateMany",
  "replaceOne",
  "deleteOne",
  "deleteMany",
  "countDocuments",
];
