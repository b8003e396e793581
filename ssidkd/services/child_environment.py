"""What a process that we start may know: everything but the owner's secrets."""

import re
from collections.abc import Mapping

_SECRET = re.compile(r"TOKEN|SECRET|PASSWORD|CREDENTIAL|_KEY", re.IGNORECASE)


def without_secrets(environ: Mapping[str, str]) -> dict[str, str]:
    """Return an environment without what its name calls a secret."""
    return {name: value for name, value in environ.items() if not _SECRET.search(name)}
