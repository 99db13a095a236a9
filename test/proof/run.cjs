"use strict";
// The child process of a proof: loads the handler it is told of and puts the requests to it, one after the other.
const fs = require("node:fs");
const Module = require("node:module");
const path = require("node:path");

const job = require("./adapters/job.cjs");

process.on("message", (message) => run(message).catch(fail));

async function run(message) {
  Object.assign(job, { folder: message.folder, data: message.data });
  resolvePackages(message);
  for (const [name, file] of Object.entries(message.globals)) globalThis[name] = require(file);
  const names = message.prepare ? ((await require(message.prepare)(job)) ?? {}) : {};
  fillIn(message, names);
  const module = require(path.join(message.folder, message.main));
  const handler = module[message.exported];
  if (typeof handler !== "function") throw new Error(`the module exports no function '${message.exported}'`);
  const before = filesIn(message.folder);
  for (const event of message.events) {
    await send({ started: true });
    await send(await outcomeOf(handler, JSON.parse(withNames(JSON.stringify(event), names, jsonText)), before));
  }
  process.exit(0);
}

async function outcomeOf(handler, event, before) {
  job.noted.length = 0;
  const output = capture();
  const outcome = { isHung: false };
  try {
    outcome.answer = (await called(handler, event)) ?? null;
  } catch (error) {
    outcome.error = String(error?.message ?? error);
  }
  const files = Object.entries(filesIn(job.folder)).filter(([name, text]) => before[name] !== text);
  return { ...outcome, output: output(), noted: [...job.noted], files: Object.fromEntries(files) };
}

/** A handler with three parameters may answer through its callback. */
const called = (handler, event) =>
  new Promise((resolve, reject) => {
    const answer = handler(event, { awsRequestId: "proof", getRemainingTimeInMillis: () => 3000 }, (error, value) =>
      error ? reject(error) : resolve(value),
    );
    if (typeof answer?.then === "function") answer.then(resolve, reject);
    else if (handler.length < 3) resolve(answer);
  });

/** What is written to the console until the answered function is called. */
function capture() {
  const parts = [];
  const streams = [process.stdout, process.stderr];
  const writers = streams.map((stream) => stream.write);
  for (const stream of streams) stream.write = (text) => parts.push(String(text)) > 0;
  return () => {
    for (const [index, stream] of streams.entries()) stream.write = writers[index];
    return parts.join("");
  };
}

/** Only what the proof names may be imported; TypeScript's and ESM's file names stand for the `.js` that was made of them. */
function resolvePackages({ folder, packages }) {
  const resolve = Module._resolveFilename;
  Module._resolveFilename = function (request, parent, ...rest) {
    const isHandlers = parent?.filename?.startsWith(folder + path.sep);
    if (!isHandlers || Module.isBuiltin(request)) return resolve.call(this, request, parent, ...rest);
    if (/^\.{0,2}\//.test(request)) return resolve.call(this, request.replace(/\.[cm]?tsx?$|\.[cm]js$/, ".js"), parent);
    if (!Object.hasOwn(packages, request)) throw new Error(`the proof names no package '${request}'`);
    return packages[request];
  };
}

/** Puts what `prepare` made known into the handler's files. */
function fillIn({ folder, scripts }, names) {
  for (const script of scripts) {
    const file = path.join(folder, script);
    fs.writeFileSync(file, withNames(fs.readFileSync(file, "utf8"), names, String));
  }
}

const withNames = (text, names, written) =>
  Object.entries({ FOLDER: job.folder, ...names }).reduce(
    (text, [name, value]) => text.replaceAll(`$${name}`, () => written(value)),
    text,
  );

const jsonText = (value) => JSON.stringify(String(value)).slice(1, -1);

function filesIn(folder) {
  const files = {};
  for (const name of fs.readdirSync(folder, { recursive: true })) {
    const file = path.join(folder, name);
    if (fs.lstatSync(file).isFile()) files[name.split(path.sep).join("/")] = fs.readFileSync(file, "utf8");
  }
  return files;
}

const send = (message) => new Promise((resolve) => process.send(message, resolve));

const fail = (error) => send({ fault: String(error?.stack ?? error) }).then(() => process.exit(1));
