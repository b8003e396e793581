"""Puts a table between two marks of a document."""


class MarksMissingError(ValueError):
    """The document has no such place."""


def put_into(path, mark, text):
    """Replace what stands between `<!-- MARK -->` and `<!-- end of MARK -->`.

    Raises:
        MarksMissingError: one of both is not there.
    """
    document = path.read_text(encoding="utf-8")
    first, last = f"<!-- {mark} -->\n", f"<!-- end of {mark} -->"
    before, found, rest = document.partition(first)
    _, ends, after = rest.partition(last)
    if not found or not ends:
        raise MarksMissingError(f"{path} has no place {mark}.")
    path.write_text(f"{before}{first}{text}{last}{after}", encoding="utf-8")
