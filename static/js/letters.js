// How letters are compared where somebody narrows a list, like the search of the server.

const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ı: "i", ة: "ه", ى: "ي", ґ: "г" };

/** Return a text as it is compared: Köln, Koeln and Koln are one. */
export const fold = (text) =>
  text
    .toLowerCase()
    .replace(/./gu, (letter) => LETTERS[letter] ?? letter)
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .replace(/([aou])e/g, "$1");
