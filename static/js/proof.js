// A worker that solves the proof of work of a form: finds the number whose hash the challenge names.

const AT_ONCE = 500;

addEventListener("message", async ({ data: { salt, challenge, maxNumber } }) => {
  const encoder = new TextEncoder();
  const wanted = Uint8Array.from(challenge.match(/../g), (pair) => parseInt(pair, 16));
  const fits = async (number) => {
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", encoder.encode(salt + number)));
    return wanted.every((byte, place) => byte === hash[place]);
  };
  for (let start = 0; start <= maxNumber; start += AT_ONCE) {
    const numbers = Array.from({ length: Math.min(AT_ONCE, maxNumber - start + 1) }, (_unused, place) => start + place);
    const right = (await Promise.all(numbers.map(fits))).indexOf(true);
    if (right >= 0) return postMessage(start + right);
  }
  postMessage(null);
});
