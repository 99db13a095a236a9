const isTerminal = process.stderr.isTTY === true && !process.env.CI;

/** Runs a long step, showing on stderr that it is under way and how long it has taken. */
export async function step(title, action) {
  const start = Date.now();
  const seconds = () => (Date.now() - start) / 1000;
  const show = () => (isTerminal ? rewrite(underWay(title, seconds())) : say(underWay(title, seconds())));
  if (isTerminal) show();
  else say(`${title} …`);
  const timer = setInterval(show, isTerminal ? 1000 : 15_000);
  try {
    const result = await action();
    end(`${title}: done in ${seconds().toFixed(1)} s`);
    return result;
  } catch (error) {
    end(`${title}: failed after ${seconds().toFixed(1)} s`);
    throw error;
  } finally {
    clearInterval(timer);
  }
}

function rewrite(text) {
  process.stderr.write(`\r\u001b[2K${text}`);
}

function end(text) {
  if (isTerminal) rewrite(`${text}\n`);
  else say(text);
}

function underWay(title, seconds) {
  return `${title} … ${Math.round(seconds)} s`;
}

function say(text) {
  process.stderr.write(`${text}\n`);
}
