"""Markdown as text for mails that show no HTML, and as words without any marks."""

from markdown_it import MarkdownIt

from entries.prose import resolved
from entries.wording import colon

_markdown = MarkdownIt("commonmark", {"html": False})


def plain_text(markdown, base=""):
    """Return Markdown as text that reads well: headings underlined, lists with dashes, each address behind its link.

    base: address from which relative links are resolved.
    """
    blocks, lists, is_heading = [], _Lists(), False
    for token in resolved(_markdown.parse(markdown or ""), base):
        lists.follow(token)
        if token.type in ("heading_open", "heading_close"):
            is_heading = token.type == "heading_open"
        elif token.type == "inline":
            text = _inline(token.children)
            blocks.append(lists.place(_underlined(text) if is_heading else text))
        elif token.type in ("fence", "code_block"):
            blocks.append(("\n\n", token.content.rstrip()))
        elif token.type == "hr":
            blocks.append(("\n\n", "-" * 20))
    return "".join(gap + text for gap, text in blocks).strip()


def words_in_a_line(markdown):
    """Return the words of Markdown in one line, without headings' lines, marks and addresses."""
    texts = []
    for token in _markdown.parse(markdown or ""):
        if token.type == "inline":
            texts.append(_inline(token.children, with_addresses=False))
        elif token.type in ("fence", "code_block"):
            texts.append(token.content)
    return " ".join(" ".join(texts).split())


class _Lists:
    """The lists in lists that a text stands in. numbers: of the next item of each, None in one with dashes."""

    def __init__(self):
        self.numbers = []
        self.starts_item = False

    def follow(self, token):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            self.numbers.append(None if token.type.startswith("bullet") else int(token.attrs.get("start", 1)))
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self.numbers.pop()
        elif token.type == "list_item_open":
            self.starts_item = True
        elif token.type == "list_item_close" and self.numbers[-1] is not None:
            self.numbers[-1] += 1

    def place(self, text):
        """Return (what parts it from the block before, the block) of the next text."""
        starts_item, self.starts_item = self.starts_item, False
        if not self.numbers:
            return "\n\n", text
        indent = "  " * (len(self.numbers) - 1)
        mark = "- " if self.numbers[-1] is None else f"{self.numbers[-1]}. "
        lead = mark if starts_item else " " * len(mark)
        lines = text.splitlines() or [""]
        return "\n", "\n".join([indent + lead + lines[0], *(indent + " " * len(mark) + line for line in lines[1:])])


def _underlined(text):
    return f"{text}\n{'-' * min(max(map(len, text.splitlines()), default=0), 60)}"


def _inline(tokens, with_addresses=True):
    parts, address, label = [], "", 0
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            parts.append("\n" if token.type == "hardbreak" else " ")
        elif token.type == "link_open":
            address, label = token.attrs.get("href", ""), len(parts)
        elif token.type == "link_close":
            shown = "".join(parts[label:])
            if with_addresses and address.removeprefix("mailto:") != shown:
                parts.append(f"{colon()}{address}")
        else:
            parts.append(token.content)
    return "".join(parts)
