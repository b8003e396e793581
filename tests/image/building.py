"""Does every instruction of a Dockerfile, in the order of the file."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import place
from dockerfile import assignments, instructions, is_ignored, rests


class Build:
    """One image: its root folder, and what its containers are started with.

    Args:
        context: folder of the Dockerfile.
        root: folder of the image.
        packages: folders of Python packages that take the place of what would be installed.
    """

    def __init__(self, context, root, packages):
        self._context, self._root, self._packages = context, root, packages
        self._arguments, self.environment = {}, {}
        self._user, self._folder = "root", "/"

    def run(self):
        """Build; returns what a container needs to know."""
        place.make_base(self._root)
        place.show_programs(self._root, self._packages)
        place.make_python(self._root, self._packages)
        found = instructions((self._context / "Dockerfile").read_text(encoding="utf-8"))
        for name, rest in found:
            self._do(name, rest)
        (health,) = rests(found, "HEALTHCHECK")
        return {
            "env": self.environment, "user": self._user, "folder": self._folder,
            "packages": self._packages, "volumes": rests(found, "VOLUME"),
            "command": json.loads(rests(found, "CMD")[-1]),
            "health": json.loads(re.search(r"CMD (\[.*\])", health)[1]),
        }  # fmt: skip

    def _do(self, name, rest):
        match name:
            case "ARG":
                given = assignments(rest).items()
                self._arguments |= {key: os.environ.get(key, value) for key, value in given}
            case "ENV":
                self.environment |= assignments(rest)
            case "USER":
                self._user = rest
            case "WORKDIR":
                self._folder = rest
                (self._root / rest[1:]).mkdir(parents=True, exist_ok=True)
            case "COPY":
                self._copy(rest.split())
            case "RUN" if not (self._packages and "pip install" in rest):
                self._run(["sh", "-c", rest], self._user)

    def _run(self, command, user):
        variables = {**self._arguments, **self.environment}
        command = place.words(self._root, command, variables, user, self._folder)
        subprocess.run(command, check=True)

    def _copy(self, words):
        owner = next((word.split("=")[1] for word in words if word.startswith("--chown=")), "root")
        *sources, target = [word for word in words if not word.startswith("--")]
        into = self._root / self._folder[1:] / target
        for path in (path for source in sources for path in self._files(source)):
            (into / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(self._context / path, into / path, follow_symlinks=False)
        self._run(["chown", "-R", owner, target], "root")

    def _files(self, source):
        """Return the files of the context that .dockerignore lets in."""
        if (self._context / source).is_file():
            return [source]
        text = (self._context / ".dockerignore").read_text(encoding="utf-8")
        patterns = [line for line in text.splitlines() if line and not line.startswith("#")]
        files = []
        for folder, folders, names in os.walk(self._context / source):
            here = Path(folder).relative_to(self._context)
            folders[:] = [one for one in folders if not is_ignored(str(here / one), patterns)]
            files += [here / one for one in names if not is_ignored(str(here / one), patterns)]
        return files
