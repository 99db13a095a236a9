"use strict";
const job = require("./job.cjs");

/** Objects by their whole keys, as S3 keeps them: `data` is JSON of texts by key. A key that is not there fails. */
const objects = JSON.parse(job.data ?? "{}");

class GetObjectCommand {
  constructor(input) {
    this.input = input;
  }
}

class S3Client {
  async send({ input: { Key } }) {
    if (!Object.hasOwn(objects, Key)) throw new Error("NoSuchKey");
    return { Body: { transformToString: async () => objects[Key] } };
  }
}

module.exports = { S3Client, GetObjectCommand };
