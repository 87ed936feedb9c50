"""Makes search/known_words.txt.gz anew from the word lists of wordfreq, which nothing else here needs:

pip install wordfreq && PYTHONPATH=. python deploy/known_words.py
"""

import gzip

from wordfreq import iter_wordlist

from search.known_words import FILE
from search.text import words

LANGUAGES = ("en", "de", "fr", "ar", "uk")
FEWEST_LETTERS = 4  # shorter words are never corrected


def main():
    known = set()
    for language in LANGUAGES:
        for listed in iter_wordlist(language, wordlist="small"):
            said = words(listed)
            if len(said) == 1 and said[0].isalpha() and len(said[0]) >= FEWEST_LETTERS:
                known.add(said[0])
    FILE.write_bytes(gzip.compress("\n".join(sorted(known)).encode(), 9, mtime=0))


if __name__ == "__main__":
    main()
