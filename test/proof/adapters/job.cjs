"use strict";
/**
 * What an adapter may know of the proof that runs: the folder of its files, the proof's `data`, and `note`, which keeps something for the
 * proof to look at in `outcome.noted`.
 */
const job = {
  folder: "",
  data: undefined,
  noted: [],
  note(value) {
    job.noted.push(value);
  },
};

module.exports = job;
