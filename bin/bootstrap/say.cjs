// What the bootstrap says, on stderr: stdout belongs to the command.
"use strict";

function line(text) {
  process.stderr.write(text + "\n");
}

/** An error whose message is a sentence for the person at the keyboard: printed without a stack. */
function stop(message) {
  const error = new Error(message);
  error.name = "KartuStop";
  return error;
}

module.exports = { line: line, stop: stop, isStop: (error) => Boolean(error) && error.name === "KartuStop" };
