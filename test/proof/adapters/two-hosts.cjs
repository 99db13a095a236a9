"use strict";
// One server under two names: `localhost` is the one that the handler may ask, the address what only the inside can reach.
const http = require("node:http");

module.exports = () =>
  new Promise((resolve) => {
    const server = http.createServer((request, response) => {
      const isInside = request.headers.host?.startsWith("127.0.0.1");
      response.end(isInside ? "the role's key" : "the weather");
    });
    process.env.ALLOWED_HOSTS = "localhost";
    server.listen(0, "127.0.0.1", () => {
      server.unref();
      resolve({ PORT: String(server.address().port) });
    });
  });
