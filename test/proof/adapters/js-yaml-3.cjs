"use strict";
// js-yaml of version 3: the real package, by the name that it is installed under here.
module.exports = require("js-yaml-3");
