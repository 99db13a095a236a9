"use strict";
const vm = require("node:vm");
const { Query } = require("mingo");
const job = require("./job.cjs");

/** The driver's interface over mingo, which reads MongoDB's operators; `$where` is run as JavaScript. `data`: collections by name, as JSON. */
const collections = JSON.parse(job.data ?? "{}");

class Collection {
  constructor(name) {
    collections[name] ??= [];
    this.documents = collections[name];
  }
  find(filter) {
    const found = this.documents.filter(matching(filter));
    return { toArray: async () => found };
  }
  async findOne(filter) {
    return this.documents.find(matching(filter)) ?? null;
  }
  async insertOne(document) {
    this.documents.push(document);
    job.note(document);
    return { acknowledged: true };
  }
  async deleteMany(filter) {
    const gone = this.documents.filter(matching(filter));
    for (const document of gone) this.documents.splice(this.documents.indexOf(document), 1);
    return { deletedCount: gone.length };
  }
}

function matching({ $where, ...filter }) {
  const query = new Query(filter);
  const runs = $where === undefined ? undefined : vm.runInNewContext(`(function () { return ${$where}; })`);
  return (document) => query.test(document) && (!runs || Boolean(runs.call(document)));
}

class MongoClient {
  static async connect() {
    return new MongoClient();
  }
  db() {
    return { collection: (name) => new Collection(name) };
  }
}

module.exports = { MongoClient };
